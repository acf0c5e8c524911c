/* What the parts of a home share. */
#ifndef WEFT_APP_HOME_INTERNAL_H
#define WEFT_APP_HOME_INTERNAL_H

#include "app/home_page.h"
#include "kit/html/say.h"

enum { HOME_MAX_TILES = 10 };

/* What is looked at while a home is made. */
struct home {
	struct http_request *request;
	const struct app *app;
	const struct auth_user *user;
	const struct week_board *board;
	const struct year_board *year;
	const struct zone *zone; /* of the week's board */
	struct arena *arena;
	uint32_t school; /* theirs; ZONE_NONE: none or several */
	int64_t school_id;
	uint32_t person; /* who they are in the zone of the year's board; ZONE_NONE: nobody */
	int32_t today;
};

/* Tiles while they are put. */
struct home_tiles {
	struct stat_tile at[HOME_MAX_TILES];
	size_t n;
};

struct str home_say(const struct home *home, const char *english);
struct str home_say2(const struct home *home, const char *english, struct html_arg a,
		     struct html_arg b);
struct str home_url(const struct home *home, uint32_t school, const char *rest);
struct badge home_kept(const struct home *home, bool ok);
/* One more tile; nothing where there is no room. */
void home_put(struct home_tiles *tiles, struct stat_tile tile);
/* The tiles in the arena. */
const struct stat_tile *home_tiles_of(const struct home *home, const struct home_tiles *tiles);

/* The week's figures of a school, and schools side by side. */
void home_week_tiles(const struct home *home, struct home_tiles *tiles);
void home_side(const struct home *home, struct app_home *page);
void home_team_tiles(const struct home *home, struct home_tiles *tiles);

/* The year's: labs and cover of a school; what needs somebody today; the next labs. */
bool home_cover_tile(const struct home *home, struct home_tiles *tiles, struct err *err);
void home_year_tiles(const struct home *home, struct home_tiles *tiles);
bool home_needs(const struct home *home, struct app_home *page, struct err *err);
void home_next_labs(const struct home *home, struct app_home *page);
void home_pool_tiles(const struct home *home, struct home_tiles *tiles);
/* Labs of a school with a date, and all of them. */
void home_count_labs(const struct home *home, uint32_t school, int64_t *ret_placed,
		     int64_t *ret_labs);

#endif
