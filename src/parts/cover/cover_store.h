/* cover_store: absences of a day and cover given, in the database.
 *
 * An absence says who and from when to when, never why. It can be asked for by date, and in no
 * other way: there is no query by person, and what is settled is forgotten
 * (cover_store_forget). Cover given is counted by who gave it, for fairness.
 *
 * Each row belongs to a school (its number for ever, 0: the zone's own staff) and is read and
 * changed by those who may at that school: struct access_places.
 */
#ifndef WEFT_PARTS_COVER_COVER_STORE_H
#define WEFT_PARTS_COVER_COVER_STORE_H

#include "kit/auth/access.h"
#include "kit/db/db.h"
#include "parts/cover/cover_day.h"

struct cover_absence {
	int64_t id, school_id;
	struct str person; /* code */
	int32_t date, start, end;
};

/* ERR_CONFLICT when that absence is there already. */
bool cover_store_add_absence(struct db *db, int64_t zone_id, const struct cover_absence *absence,
			     int64_t *ret_id, struct err *err);
bool cover_store_remove_absence(struct db *db, const struct access_places *places, int64_t id,
				struct err *err);
bool cover_store_absences(struct db *db, struct arena *arena, const struct access_places *places,
			  int32_t date, struct cover_absence **ret, size_t *ret_n, struct err *err);

/* Delete the absences before a date; *ret_n: how many. */
bool cover_store_forget(struct db *db, const struct access_places *places, int32_t before,
			int64_t *ret_n, struct err *err);

struct cover_given {
	int64_t id, school_id;
	struct str section; /* code of the class */
	enum cover_source source;
	struct str who; /* code */
	int32_t date, start, end;
	bool by_hand, acknowledged, release;
};

/* The cover of a day at those schools becomes this, in one transaction; rows that are the same keep
 * their number and what was acknowledged. */
bool cover_store_save_day(struct db *db, struct arena *arena, const struct access_places *places,
			  int32_t date, const struct cover_given *given, size_t n, struct err *err);
bool cover_store_day(struct db *db, struct arena *arena, const struct access_places *places,
		     int32_t date, struct cover_given **ret, size_t *ret_n, struct err *err);
bool cover_store_acknowledge(struct db *db, const struct access_places *places, int64_t id,
			     struct err *err);

/* How many covers each gave from one date to the other, both inside, at all schools of the zone:
 * the counter of fairness. A cover that is split or goes on in the afternoon counts as its pieces.
 */
struct cover_count {
	enum cover_source source;
	struct str who;
	int32_t n;
};
bool cover_store_counts(struct db *db, struct arena *arena, int64_t zone_id, const int32_t dates[2],
			struct cover_count **ret, size_t *ret_n, struct err *err);

#endif
