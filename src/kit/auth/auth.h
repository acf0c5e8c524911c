/* auth: who is asking, and may they.
 *
 * A struct auth is made once by the program and given to the web server as its
 * hooks. It finds the session of a request, answers what a route's permission
 * and scope words mean (kit/auth/access.h), checks the form's token, and leaves
 * the signed-in person in request->user.
 *
 * In a page:
 *
 *	const struct auth_user *user = auth_user(request);
 *	struct access_filter filter = access_filter_for(&user->access, request->arena);
 *
 *	{{...}} <input type="hidden" name="csrf" value="{{user->csrf}}">
 *
 * All functions may be called from any thread.
 */
#ifndef WEFT_KIT_AUTH_AUTH_H
#define WEFT_KIT_AUTH_AUTH_H

#include "kit/auth/access.h"
#include "kit/auth/password.h"
#include "kit/auth/rate.h"
#include "kit/auth/token.h"
#include "kit/db/db.h"
#include "kit/html/page.h"
#include "kit/http/server.h"

struct http_events;
struct oidc;
struct site;
struct time_zone;

/* The person behind a request. Lives in the request's arena. */
struct auth_user {
	struct access_user access;
	struct str name, email;
	struct str language;     /* "en" */
	struct str theme;        /* "auto", "light" or "dark" */
	const struct lang *lang; /* of the pages; NULL: English */
	int64_t session_id;
	struct str csrf;    /* for the field "csrf" of every form */
	bool second_factor; /* has one */
	int64_t school_id;  /* of the path's {school}; 0 where there is none */
};

/* A school as the pages of kit/auth name it. */
struct auth_school {
	int64_t id;
	struct str code, name;
};

/* What the parts above know and this house does not. Any may be NULL: then
 * {school} is the number of a school, nobody is in a team, and roles are shown
 * with numbers. */
struct auth_teams {
	const int64_t *id;
	size_t n;
};

struct auth_parts {
	void *self;
	bool (*schools)(void *self, struct db *db, struct arena *arena, int64_t zone_id,
			const struct auth_school **ret, size_t *ret_n, struct err *err);
	/* The school a path names; ERR_NOT_FOUND. */
	bool (*find_school)(void *self, struct db *db, struct arena *arena, int64_t zone_id,
			    struct str text, int64_t *ret, struct err *err);
	/* The teams a person belongs to today. */
	bool (*teams)(void *self, struct db *db, struct arena *arena, int64_t zone_id,
		      int64_t person_id, struct auth_teams *ret, struct err *err);
	/* The clock on the wall there, in the arena; NULL where there is no zone yet: UTC is shown.
	 */
	bool (*time_zone)(void *self, struct db *db, struct arena *arena, int64_t zone_id,
			  const struct time_zone **ret, struct err *err);
};

/* An account that everybody may look through, with its password. */
struct auth_demo {
	struct str email, name, role, password;
};

struct auth_options {
	struct db *db;
	const struct clock *clock; /* NULL: that of the database */
	int64_t zone_id;           /* the zone this server serves */
	struct str site_name;      /* "Alder Sound": in titles and authenticator apps */
	struct str base_url; /* "https://weft.example.org", for links; empty: the request's host */
	struct str key_file; /* 32 bytes, mode 0600; empty: the key in the database */
	const struct password_cost *password_cost; /* NULL: the usual */
	const struct rate_limit *rate_limit;       /* NULL: 20 tries, one more every 15 s */
	struct auth_parts parts;
	struct oidc *oidc;          /* NULL: passwords only */
	struct http_events *events; /* with the news of jobs; NULL: pages ask for them */
	int64_t idle_minutes;       /* a session ends after; 0: 120 */
	int64_t session_hours;      /* and at the latest after; 0: 12 */
	/* People who manage accounts must have a second factor before they do anything else. */
	bool demand_second_factor;
	/* For the page of the program's health. */
	const char *version;
	const struct http_check *checks;
	size_t n_checks;
	const struct lang *languages; /* besides English, for pages and for people to choose */
	size_t n_languages;
	/* Further links of the navigation, by what the person may; may be NULL. */
	void (*navigate)(void *self, const struct http_request *request,
			 const struct auth_user *user, struct page_links *ret);
	void *navigate_self;
	/* The accounts of a demonstration, for the sign-in page to list; may be NULL. */
	bool (*demo)(void *self, struct db *db, struct arena *arena, int64_t zone_id,
		     const struct auth_demo **ret, size_t *ret_n, struct err *err);
	void *demo_self;
};

struct auth;

/* The options are copied, what they point to is kept by reference. */
bool auth_create(const struct auth_options *options, struct auth **ret, struct err *err);
void auth_destroy(struct auth *auth); /* NULL is allowed */

/* For struct http_server_options. */
struct http_hooks auth_hooks(struct auth *auth);

/* The pages of kit/auth; mounted with the struct auth as their part. */
extern const struct http_routes auth_routes;

/* "/": a home page that links to what the person may use, until a part has a better one. */
extern const struct http_routes auth_home_routes;

/* Who is asking; NULL on public pages where nobody is signed in. */
const struct auth_user *auth_user(const struct http_request *request);

/* An account as it would be signed in now, without a session: who owns a calendar or a job.
 * *ret_alive false: there is no such account, or it is disabled. */
bool auth_account(struct auth *auth, struct arena *arena, int64_t account_id, struct auth_user *ret,
		  bool *ret_alive, struct err *err);

/* The database, zone and key behind it, for stores of secrets. */
const struct site *auth_site(const struct auth *auth);

/* "https://weft.example.org": what addresses for others to use begin with. */
struct str auth_base_url(const struct auth *auth, const struct http_request *request);

/* The token for a form on a public page of a visitor (sign-in, invitation). */
struct str auth_visitor_csrf(struct auth *auth, struct http_request *request,
			     struct http_response *response);

/* The frame of a page: who is signed in, navigation, theme, the form's token. The page adds its
 * title and what else it knows. */
struct page auth_frame(struct auth *auth, const struct http_request *request, struct str title);

/* Begin writing a page in the person's language (English where there is no catalogue). */
void auth_html(const struct http_request *request, struct http_response *response,
	       struct html *ret);

/* The language of a request: the person's, or what their browser asks for. NULL: English. */
const struct lang *auth_lang(const struct auth *auth, const struct http_request *request);

/* Forget what has ended: sessions, sign-ins under way, and links that were used or ran out before
 * that instant (UTC). For an hourly round. */
bool auth_forget(struct auth *auth, int64_t links_before_ms, struct err *err);

/* Write an event into the audit log on behalf of a request: "import.zone",
 * "job.stopped". Files that are sent and pages about sensitive records (access_is_sensitive) are
 * noted without it. Target names the thing, detail what was done; no secrets. */
bool auth_audit(struct auth *auth, const struct http_request *request, const char *action,
		struct str target, struct str detail, struct err *err);

#endif
