#include "browser.h"

#include "base/text.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void browser_init(struct browser *browser, struct arena *arena, unsigned port)
{
	*browser = (struct browser){.arena = arena, .port = port};
}

static struct str exchange(const struct browser *browser, struct str request)
{
	struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons((uint16_t)browser->port)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct text text;
	char buffer[8192];
	ssize_t n;

	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || connect(fd, (const struct sockaddr *)&in, sizeof in) != 0 ||
	    send(fd, request.ptr, request.len, MSG_NOSIGNAL) != (ssize_t)request.len) {
		perror("browser");
		abort();
	}
	text_init(&text, browser->arena);
	while ((n = recv(fd, buffer, sizeof buffer, 0)) > 0)
		text_put(&text, (struct str){buffer, (size_t)n});
	(void)close(fd);
	text_put_char(&text, '\0');
	return str_slice(text_str(&text), 0, text.len - 1);
}

/* What stands between two marks, or nothing. */
static struct str between(struct str text, const char *from, const char *to)
{
	const char *start = memmem(text.ptr, text.len, from, strlen(from)), *end;
	size_t left;

	if (start == NULL)
		return STR("");
	start += strlen(from);
	left = text.len - (size_t)(start - text.ptr);
	end = memmem(start, left, to, strlen(to));
	return (struct str){start, end == NULL ? 0 : (size_t)(end - start)};
}

void browser_set_cookie(struct browser *browser, struct str name, struct str value)
{
	for (size_t i = 0; i < browser->n_cookies; i++) {
		if (str_eq(browser->cookie[i].name, name)) {
			browser->cookie[i].value = value;
			return;
		}
	}
	if (browser->n_cookies == BROWSER_COOKIES)
		abort();
	browser->cookie[browser->n_cookies].name = name;
	browser->cookie[browser->n_cookies++].value = value;
}

static void keep_cookies(struct browser *browser, struct str head)
{
	struct str line = between(head, "Set-Cookie: ", "\r\n");

	while (line.len > 0) {
		const char *equals = memchr(line.ptr, '=', line.len);
		size_t at = (size_t)(equals - line.ptr);
		bool gone = memmem(line.ptr, line.len, "Max-Age=0", 9) != NULL ||
			    memmem(line.ptr, line.len, "Max-Age=-", 9) != NULL;
		size_t end = at + 1;

		while (end < line.len && line.ptr[end] != ';')
			end++;
		browser_set_cookie(browser, str_slice(line, 0, at),
				   gone ? STR("") : str_slice(line, at + 1, end));
		head = str_slice(head, (size_t)(line.ptr + line.len - head.ptr), head.len);
		line = between(head, "Set-Cookie: ", "\r\n");
	}
}

static struct answer ask(struct browser *browser, struct str request)
{
	struct answer answer = {.head = exchange(browser, request)};
	const char *blank = memmem(answer.head.ptr, answer.head.len, "\r\n\r\n", 4);

	if (blank != NULL) {
		size_t at = (size_t)(blank - answer.head.ptr) + 4;

		answer.body = str_slice(answer.head, at, answer.head.len);
		answer.head = str_slice(answer.head, 0, at);
	}
	if (answer.head.len > 12)
		answer.status = (unsigned)strtoul(answer.head.ptr + 9, NULL, 10);
	answer.location = between(answer.head, "Location: ", "\r\n");
	answer.csrf = between(answer.body, "name=\"csrf\" value=\"", "\"");
	keep_cookies(browser, answer.head);
	return answer;
}

static void put_head(struct text *text, const struct browser *browser, const char *method,
		     struct str path)
{
	size_t n = 0;

	text_printf(text, "%s %.*s HTTP/1.1\r\nConnection: close\r\n", method, STR_ARG(path));
	if (browser->host.len > 0)
		text_printf(text, "Host: %.*s\r\n", STR_ARG(browser->host));
	else
		text_printf(text, "Host: 127.0.0.1:%u\r\n", browser->port);
	text_put(text, browser->more_headers);
	for (size_t i = 0; i < browser->n_cookies; i++) {
		if (browser->cookie[i].value.len == 0)
			continue;
		text_printf(text, "%s%.*s=%.*s", n++ == 0 ? "Cookie: " : "; ",
			    STR_ARG(browser->cookie[i].name), STR_ARG(browser->cookie[i].value));
	}
	if (n > 0)
		text_put(text, STR("\r\n"));
}

struct answer browser_get(struct browser *browser, struct str path)
{
	struct text text;

	text_init(&text, browser->arena);
	put_head(&text, browser, "GET", path);
	text_put(&text, STR("\r\n"));
	return ask(browser, text_str(&text));
}

struct answer browser_post(struct browser *browser, struct str path, struct str body)
{
	struct text text;

	text_init(&text, browser->arena);
	put_head(&text, browser, "POST", path);
	text_printf(
		&text,
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n",
		body.len);
	text_put(&text, body);
	return ask(browser, text_str(&text));
}

struct answer browser_send(struct browser *browser, struct str path, const struct answer *page,
			   const char *fields)
{
	return browser_post(
		browser, path,
		arena_printf(browser->arena, "csrf=%.*s&%s", STR_ARG(page->csrf), fields));
}

struct str browser_cookie(const struct browser *browser, const char *name)
{
	for (size_t i = 0; i < browser->n_cookies; i++)
		if (str_eq(browser->cookie[i].name, str_from(name)))
			return browser->cookie[i].value;
	return STR("");
}

bool answer_has(const struct answer *answer, const char *part)
{
	return memmem(answer->body.ptr, answer->body.len, part, strlen(part)) != NULL;
}
