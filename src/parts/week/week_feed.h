/* week_feed: the week in calendar programs (kit/feed), and where one gets the addresses.
 *
 *	/my/calendars    one's own calendar, those of one's teams, classes and rooms
 *
 * The calendar of a person is theirs alone; that of a team, class or room may be had by who may
 * read the week of its school. What is in them is the adopted plan.
 */
#ifndef WEFT_PARTS_WEEK_WEEK_FEED_H
#define WEFT_PARTS_WEEK_WEEK_FEED_H

#include "kit/feed/feed.h"
#include "parts/week/week_page.h"

/* For feed_part_init() and feed_add_source(). */
struct feed_keeper week_feed_keeper(struct week_part *part);
struct feed_source week_feed_source(struct week_part *part);

struct calendars_page {
	struct page page;
	struct str csrf;
	struct str made_name, made_url, made_web; /* a new address, told once; empty: none */
	const struct calendar_row {
		struct str id, subject, name, when;
	} * row;
	size_t n;
	struct form make;
	struct form_choice of;
};

#endif
