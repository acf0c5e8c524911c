/* year_internal: what the files of this folder share. */
#ifndef WEFT_PARTS_YEAR_YEAR_INTERNAL_H
#define WEFT_PARTS_YEAR_YEAR_INTERNAL_H

#include "parts/year/year.h"

/* Does a rule of rules.csv speak of a team: its school, itself, one of its grades? */
bool year_rule_speaks_of(const struct zone *zone, const struct zone_rule *rule, uint32_t team);

/* Has the team one of the grades? An empty list is any. */
bool year_team_has_grade(const struct zone_team *team, struct zone_list grades);

/* A date that a rule about weekdays or shapes would rather have free of this lab: the rule need not
 * hold, speaks of the lab, is in force, and the date is not among its days. */
bool year_is_unwished(const struct year_problem *problem, const struct zone_rule *rule, size_t lab,
		      int32_t date);

/* "Tue October 13". */
struct str year_short_date(struct arena *arena, int32_t date);

/* A clause as a sentence: its first letter large, a full stop at its end. */
struct str year_sentence(struct arena *arena, struct str clause);

/* A sentence without its full stop. */
struct str year_clause(struct str sentence);

#endif
