/* feed: calendars at secret addresses, for calendar programs to subscribe to.
 *
 *	https://weft.example.org/feeds/{token}/calendar.ics
 *
 * The token is random and stands in the database as a keyed hash only, so that its owner sees it
 * once, when it is made or renewed. There is no sign-in: whoever has the address reads the
 * calendar, until its owner renews or ends it, loses the account, or may not see the thing any
 * more (asked anew each time). A calendar is of one thing: a person, team, class or room,
 * named by the key of its row ("people/HH-T10").
 *
 * What is in it comes from sources: the week gives lessons and meetings, the year adds labs to the
 * same calendar. A source writes nothing that is private or about students by name.
 * The kit compares with what readers were told before (feed_memory.h): changed events get a higher
 * sequence, vanished ones stay as cancelled.
 *
 *	bool labs_fill(void *self, struct feed_call *call, struct err *err)
 *	{
 *		if (str_starts_with(call->subject, STR("people/")))
 *			feed_put(call, &(struct ical_event){.uid = ..., .start_ms = ...});
 *		return true;
 *	}
 *	...
 *	feed_add_source(&app->feed, (struct feed_source){labs_fill, app});
 *
 * A struct feed_part is made once; its functions may be called from any thread.
 */
#ifndef WEFT_KIT_FEED_FEED_H
#define WEFT_KIT_FEED_FEED_H

#include "kit/auth/auth.h"
#include "kit/auth/site.h"
#include "kit/feed/feed_memory.h"
#include "kit/http/http.h"

enum {
	FEED_MAX_SOURCES = 8,
	FEED_MAX_EVENTS = 20000,
	FEED_MAX_EACH = 40,    /* calendars of one account */
	FEED_DAYS_AHEAD = 150, /* how far a calendar looks */
	FEED_DAYS_BACK = 14,
};

/* One answer in the making. */
struct feed_call {
	struct db *db;
	struct arena *arena;
	int64_t zone_id;
	struct str subject;      /* "people/HH-T10" */
	int64_t from_ms, to_ms;  /* events that begin in [from_ms, to_ms) */
	const struct lang *lang; /* of the owner; NULL: English */
	struct ical_events events;
};

/* Add an event. Its uid must be unique for ever and the same each time: "lab.HH.12@zone". */
void feed_put(struct feed_call *call, const struct ical_event *event);

struct feed_source {
	bool (*fill)(void *self, struct feed_call *call, struct err *err);
	void *self;
};

/* Says what a subject is called and whether somebody may have its calendar: ERR_NOT_FOUND or
 * ERR_DENIED where not. */
struct feed_keeper {
	bool (*about)(void *self, struct feed_call *call, const struct access_user *who,
		      struct str *ret_name, struct err *err);
	void *self;
};

struct feed_part {
	struct auth *auth;
	const struct site *site;
	struct feed_keeper keeper;
	struct feed_source source[FEED_MAX_SOURCES];
	size_t n_sources;
	struct rate by_address, by_feed; /* how often one may ask */
};

/* The memory of the rates lives in the arena. */
void feed_part_init(struct feed_part *part, struct arena *arena, struct auth *auth,
		    struct feed_keeper keeper);
void feed_part_finish(struct feed_part *part); /* one that was never made is fine */
void feed_add_source(struct feed_part *part, struct feed_source source);

/* ---- The addresses ---- */

struct feed {
	int64_t id, account_id, made_ms;
	struct str subject;
};
struct feed_list {
	struct feed *at; /* by subject */
	size_t n;
};

/* The calendars of an account that were not ended. */
bool feed_all(const struct site *site, struct arena *arena, int64_t account_id,
	      struct feed_list *ret, struct err *err);

/* A new address for an account's calendar of a subject; the one before, if any, is void.
 * *ret_token is told once. ERR_CONFLICT beyond FEED_MAX_EACH. Whether they may, the caller knows.
 */
bool feed_make(const struct site *site, struct arena *arena, int64_t account_id, struct str subject,
	       struct str *ret_token, struct err *err);

/* End one; ERR_NOT_FOUND when the account has no such calendar in use. */
bool feed_end(const struct site *site, int64_t account_id, int64_t id, struct err *err);

/* What an address gives at this moment, as iCalendar; its memory is written. ERR_NOT_FOUND for an
 * address that is unknown, ended, or whose owner may not see it any more. */
bool feed_read(struct feed_part *part, struct arena *arena, struct str token, struct str *ret,
	       struct err *err);

/* "/feeds/{token}/calendar.ics": the path of a token. */
struct str feed_path(struct arena *arena, struct str token);

extern const struct http_routes feed_routes;

#endif
