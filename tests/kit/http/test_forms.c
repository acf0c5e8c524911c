/* Bodies: written as a browser writes them, cut anywhere, read back. */
#include "base/rng.h"
#include "kit/http/intake.h"

#include <string.h>

#include <stdarg.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_create(1U << 16);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static void assert_str(struct str got, const char *want)
{
	if (!str_eq(got, str_from(want)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), want);
}

static struct http_request *request_of(const char *type)
{
	struct http_request *request = arena_new(arena, struct http_request);

	request->arena = arena;
	*vec_push(arena, &request->headers) = (struct http_field){STR("content-type"),
								  str_from(type)};
	return request;
}

/* Take in a body in pieces of 1 to max_piece bytes. */
static bool take(struct http_intake *intake, struct http_request *request, struct str body,
		 size_t max_piece, struct err *err)
{
	struct rng rng;

	rng_init(&rng, max_piece);
	if (!http_intake_init(intake, request, 4 << 20, err))
		return false;
	while (body.len > 0) {
		size_t len = 1 + rng_below(&rng, max_piece);

		len = len < body.len ? len : body.len;
		/* A copy that goes: nothing may point into the piece. */
		if (!http_intake_put(intake, arena_str(arena, str_slice(body, 0, len)), err))
			return false;
		body = str_slice(body, len, body.len);
	}
	return http_intake_finish(intake, err);
}

#define PARTS "multipart/form-data; boundary=----x"

static void reads_a_form_cut_anywhere(void **state)
{
	static const struct str body = STR_INIT(
		"preamble\r\n------x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
		"\r\n-----\r\n------\r\n------x\r\n"
		"content-disposition: form-data; name=\"f\"; "
		"filename=\"C:\\dir\\r\xC3\xA4.csv\"\r\n"
		"Content-Type: text/csv\r\n\r\nid,name\r\n1,\0x\r\n------x\r\n"
		"Content-Disposition: form-data; name=empty; filename=\"\"\r\n\r\n\r\n"
		"------x--\r\nepilogue");

	(void)state;
	for (size_t piece = 1; piece < 200; piece += piece < 70 ? 1 : 13) {
		struct http_intake intake;
		struct http_request *request = request_of(PARTS);
		struct err err = {0};
		const struct http_file *file;

		if (!take(&intake, request, body, piece, &err))
			fail_msg("pieces of %zu: %s", piece, err.text);
		assert_int_equal(request->form.n, 1);
		assert_str(http_form_value(request, "a"), "\r\n-----\r\n------");
		assert_int_equal(request->n_files, 2);
		file = http_form_file(request, "f");
		assert_non_null(file);
		assert_str(file->file_name, "r\xC3\xA4.csv");
		assert_str(file->type, "text/csv");
		assert_true(str_eq(file->content, STR("id,name\r\n1,\0x")));
		assert_null(http_form_file(request, "empty"));
		http_intake_free(&intake);
	}
}

static void what_is_written_is_read(void **state)
{
	struct rng rng;

	(void)state;
	rng_init(&rng, 11);
	for (int round = 0; round < 300; round++) {
		size_t n = 1 + rng_below(&rng, 5);
		char bytes[5][300];
		struct str want[5];
		struct text body;
		struct http_intake intake;
		struct http_request *request = request_of("multipart/form-data; boundary=\"b-\"");
		struct err err = {0};

		text_init(&body, arena);
		for (size_t i = 0; i < n; i++) {
			size_t len = rng_below(&rng, sizeof bytes[i]);

			/* From few bytes, so that pieces of the delimiter come up. */
			for (size_t k = 0; k < len; k++)
				bytes[i][k] = "\r\n-b\0"[rng_below(&rng, 5)];
			want[i] = (struct str){bytes[i], len};
			if (str_find(want[i], STR("\r\n--b-"), NULL))
				want[i].len = 0;
			text_printf(&body,
				    "%s--b-\r\nContent-Disposition: form-data; name=n%zu; "
				    "filename=x\r\n\r\n",
				    i == 0 ? "" : "\r\n", i);
			text_put(&body, want[i]);
		}
		text_put(&body, STR("\r\n--b---\r\n"));
		if (!take(&intake, request, text_str(&body), 1 + rng_below(&rng, 100), &err))
			fail_msg("round %d: %s", round, err.text);
		assert_int_equal(request->n_files, n);
		for (size_t i = 0; i < n; i++)
			assert_true(str_eq(request->file[i].content, want[i]));
		http_intake_free(&intake);
	}
}

static void refuses_damaged_forms(void **state)
{
	static const struct {
		const char *type;
		struct str body;
	} cases[] = {
		{"multipart/form-data", STR_INIT("")},
		{"multipart/form-data; boundary=", STR_INIT("")},
		{PARTS, STR_INIT("")},
		{PARTS, STR_INIT("------x\r\nContent-Disposition: form-data; name=a\r\n\r\nopen")},
		{PARTS,
		 STR_INIT("------x\r\nContent-Disposition: form-data\r\n\r\n1\r\n------x--")},
		{PARTS, STR_INIT("------x\r\n\r\n\r\n------x--")},
		{PARTS, STR_INIT("------x\r\nnonsense\r\n\r\n1\r\n------x--")},
		{PARTS,
		 STR_INIT("------xy\r\nContent-Disposition: form-data; name=a\r\n\r\n------x--")},
		{PARTS, STR_INIT("------x\r\nContent-Disposition: form-data; name=a\r\n\r\n\xFF\r\n"
				 "------x--")},
		{PARTS, STR_INIT("------x\r\nContent-Disposition: form-data; name=a\r\n\r\n\0\r\n"
				 "------x--")},
		{PARTS,
		 STR_INIT("------x\r\nContent-Disposition: form-data; name=\"\xC0\"\r\n\r\n1\r\n"
			  "------x--")},
		{"application/x-www-form-urlencoded", STR_INIT("a=%ff")},
		{"application/x-www-form-urlencoded; charset=utf-8", STR_INIT("a=%00")},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct http_intake intake;
		struct err err = {0};

		if (take(&intake, request_of(cases[i].type), cases[i].body, 7, &err))
			fail_msg("case %zu was taken", i);
		assert_int_equal(err.kind, ERR_INVALID);
		http_intake_free(&intake);
	}
}

static void refuses_a_header_without_end(void **state)
{
	struct http_intake intake;
	struct http_request *request = request_of(PARTS);
	struct err err = {0};
	bool ok;

	(void)state;
	assert_true(http_intake_init(&intake, request, 1 << 20, &err));
	ok = http_intake_put(&intake, STR("------x\r\n"), &err);
	for (int i = 0; ok && i < 100000; i++)
		ok = http_intake_put(&intake, STR("X: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"),
				     &err);
	assert_false(ok);
	assert_true(intake.taken < 2 * MULTIPART_MAX_HEADER);
	http_intake_free(&intake);
}

static void keeps_large_files_out_of_memory(void **state)
{
	enum { PIECE = 10000, PIECES = 100 };
	struct http_intake intake;
	struct http_request *request = request_of(PARTS);
	static char piece[PIECE];
	struct err err = {0};

	(void)state;
	memset(piece, 'y', sizeof piece);
	assert_true(http_intake_init(&intake, request, 4 << 20, &err));
	assert_true(http_intake_put(&intake,
				    STR("------x\r\nContent-Disposition: form-data; name=f; "
					"filename=a\r\n\r\n"),
				    &err));
	for (int i = 0; i < PIECES; i++)
		assert_true(http_intake_put(&intake, (struct str){piece, PIECE}, &err));
	assert_true(http_intake_put(&intake, STR("\r\n------x--"), &err));
	assert_true(http_intake_finish(&intake, &err));
	assert_int_equal(request->file[0].content.len, PIECE * PIECES);
	assert_int_equal(request->file[0].content.ptr[PIECE * PIECES - 1], 'y');
	assert_true(intake.spool[0].fd >= 0);
	http_intake_free(&intake);
}

static void stops_at_the_limit(void **state)
{
	struct http_intake intake;
	struct err err = {0};

	(void)state;
	assert_true(http_intake_init(&intake, request_of("text/csv"), 10, &err));
	assert_true(http_intake_put(&intake, STR("0123456789"), &err));
	assert_false(http_intake_put(&intake, STR("x"), &err));
	assert_true(intake.too_large);
	http_intake_free(&intake);
}

static struct http_request *form_of(const char *body)
{
	struct http_request *request = request_of("application/x-www-form-urlencoded");
	struct http_intake intake;
	struct err err = {0};

	assert_true(take(&intake, request, str_from(body), 5, &err));
	http_intake_free(&intake);
	return request;
}

static void says_what_is_wrong_with_a_field(void **state)
{
	struct http_request *request = form_of(
		"name=++Ada+%0D%0A+B++&empty=+&n=12&id=-3&on=on&off=0&bell=a%07&"
		"long=%C3%A4%C3%A4%C3%A4&lines=a%0D%0Ab%0Dc");
	struct http_range range = {1, 10, 5};
	struct str text = STR("kept");
	int64_t number = 77;
	struct err err = {0};

	(void)state;
	assert_true(http_form_text(request, "name", 20, &text, &err));
	assert_str(text, "Ada \n B");
	assert_true(http_form_text(request, "lines", 20, &text, &err));
	assert_str(text, "a\nb\nc");
	assert_true(http_form_text(request, "long", 3, &text, &err));
	assert_false(http_form_text(request, "long", 2, &text, &err));
	assert_string_equal(err.text, "\"long\" may have at most 2 characters.");
	assert_false(http_form_text(request, "empty", 20, &text, &err));
	assert_string_equal(err.text, "\"empty\" must be filled in.");
	assert_false(http_form_text(request, "bell", 20, &text, &err));
	assert_true(http_form_optional(request, "missing", 20, &text, &err));
	assert_int_equal(text.len, 0);
	assert_false(http_form_int(request, "n", range, &number, &err));
	assert_string_equal(err.text, "\"n\" takes a whole number from 1 to 10.");
	assert_int_equal(number, 77);
	assert_true(http_form_int(request, "empty", range, &number, &err));
	assert_int_equal(number, 5);
	assert_false(http_form_id(request, "id", &number, &err));
	assert_false(http_form_id(request, "missing", &number, &err));
	assert_true(http_form_flag(request, "on"));
	assert_false(http_form_flag(request, "off"));
	assert_false(http_form_flag(request, "missing"));
}

static void redirects_only_to_where_it_may(void **state)
{
	static const struct {
		const char *location, *want;
	} cases[] = {
		{"/rooms/7?a=b", "/rooms/7?a=b"},
		{"https://idp.example.org/x", "https://idp.example.org/x"},
		{"//evil.example.org", "/"},
		{"/\\evil.example.org", "/"},
		{"\\\\evil", "/"},
		{"javascript:alert(1)", "/"},
		{"/a\r\nSet-Cookie: x=1", "/"},
		{"/a b", "/"},
		{"/\t/evil", "/"},
		{"", "/"},
		{"rooms", "/"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct http_response response = {.arena = arena};

		http_redirect(&response, str_from(cases[i].location));
		assert_int_equal(response.status, 303);
		assert_str(response.headers.at[0].value, cases[i].want);
	}
}

static void writes_cookies_and_file_names(void **state)
{
	struct http_response response = {.arena = arena};

	(void)state;
	http_cookie_set(&response, "__Host-s", STR("abc"), (struct http_cookie_options){0});
	assert_str(response.headers.at[0].value,
		   "__Host-s=abc; Path=/; Secure; HttpOnly; SameSite=Lax");
	http_cookie_set(&response, "a", STR(""),
			(struct http_cookie_options){.max_age_seconds = -1, .strict = true});
	assert_str(response.headers.at[1].value,
		   "a=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict");
	http_download(&response, STR("r\xC3\xA4/\"x\".csv"), STR("text/csv"));
	assert_str(response.headers.at[2].value,
		   "attachment; filename=\"r____x_.csv\"; filename*=UTF-8''r%C3%A4%2F%22x%22.csv");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_form_cut_anywhere),
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(refuses_damaged_forms),
		cmocka_unit_test(refuses_a_header_without_end),
		cmocka_unit_test(keeps_large_files_out_of_memory),
		cmocka_unit_test(stops_at_the_limit),
		cmocka_unit_test(says_what_is_wrong_with_a_field),
		cmocka_unit_test(redirects_only_to_where_it_may),
		cmocka_unit_test(writes_cookies_and_file_names),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
