/* zone_parts: what sign-in must know of the zone: its schools, and who is in which team.
 *
 * Read whole from the zone's store once for each version of the zone and kept until the next
 * one: a request asks only which version it is. Any thread.
 */
#ifndef WEFT_APP_ZONE_PARTS_H
#define WEFT_APP_ZONE_PARTS_H

#include "base/time_zone.h"
#include "kit/auth/auth.h"

#include <pthread.h>

struct zone_parts_member {
	int64_t person_id, team_id;
	int32_t from, to; /* dates, as in struct zone_member */
};

struct zone_parts {
	const struct clock *clock;
	pthread_mutex_t mutex;
	struct arena *arena; /* of what follows; replaced with it */
	int64_t zone_id, version;
	struct str time_zone_name;         /* empty: there is no zone yet */
	const struct time_zone *time_zone; /* what day it is there */
	struct auth_school *school;
	struct zone_parts_member *member;
	size_t n_schools, n_members;
};

void zone_parts_init(struct zone_parts *parts, const struct clock *clock);
void zone_parts_finish(struct zone_parts *parts);

/* {school} in a path is the code of a school ("HH") or its number. */
struct auth_parts zone_parts_for_auth(struct zone_parts *parts);

#endif
