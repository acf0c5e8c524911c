#include "app/navigate.h"

#include "parts/school/school_page.h"

enum { MAX_LINKS = 8 };

struct links {
	const struct http_request *request;
	const struct auth_user *user;
	struct page_link *at;
	size_t n;
};

static void put(struct links *links, const char *english, struct str url, bool current)
{
	links->at[links->n++] = (struct page_link){
		.text = lang_text(links->user->lang, str_from(english)),
		.url = url,
		.current = current};
}

/* The school somebody works at; 0: several, or the whole zone. */
static int64_t only_school(const struct auth_user *user)
{
	int64_t school = 0;

	for (size_t i = 0; i < user->access.n_grants; i++) {
		int64_t id = user->access.grant[i].school_id;

		if (id == 0 || (school != 0 && school != id))
			return 0;
		school = id;
	}
	return school;
}

void app_navigate(void *self, const struct http_request *request, const struct auth_user *user,
		  struct page_links *ret)
{
	struct links links = {request, user,
			      arena_array(request->arena, struct page_link, MAX_LINKS), 0};
	struct page_links schools = {0};
	bool week = str_find(request->path, STR("/week"), NULL);
	bool cover = str_find(request->path, STR("/cover"), NULL);
	int64_t school = only_school(user);

	if (access_may(&user->access, ACCESS_WEEK_READ)) {
		if (user->access.person_id != 0)
			put(&links, WORD("My day"), STR("/my/day"),
			    str_starts_with(request->path, STR("/my/")));
		put(&links, WORD("The week"),
		    school == 0
			    ? STR("/week/plans")
			    : arena_printf(request->arena, "/schools/%lld/week", (long long)school),
		    week && !str_starts_with(request->path, STR("/my/")));
	}
	if (access_may(&user->access, ACCESS_YEAR_READ))
		put(&links, WORD("The year"), STR("/year"),
		    str_eq(request->path, STR("/year")) ||
			    str_starts_with(request->path, STR("/year/")));
	if (access_may(&user->access, ACCESS_COVER_READ))
		put(&links, WORD("Cover"), STR("/cover"), cover);
	school_navigate(self, request, user, &schools);
	for (size_t i = 0; i < schools.n && links.n < MAX_LINKS; i++) {
		links.at[links.n] = schools.at[i];
		links.at[links.n].current = links.at[links.n].current && !week && !cover;
		links.n++;
	}
	*ret = (struct page_links){links.at, links.n};
}
