/* year_report: answers about the year as text for people and as JSON.
 *
 * The JSON has the same shape as that of the week: {"verdict","seconds","schools":[...],
 * "given_up":[...],"conflicts":[{"rules":[...],"sentence","remedies":[{"sentence",
 * "price","price_cents"}]}]}.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_REPORT_H
#define WEFT_PARTS_YEAR_YEAR_REPORT_H

#include "base/json.h"
#include "parts/year/year_bookings.h"
#include "parts/year/year_solve.h"

void year_report_json(struct arena *arena, struct json_writer *json,
		      const struct year_problem *problem, const struct year_answer *answer);
/* The members alone, of an object that has begun. */
void year_report_members(struct arena *arena, struct json_writer *json,
			 const struct year_problem *problem, const struct year_answer *answer);
struct str year_report_text(struct arena *arena, const struct year_problem *problem,
			    const struct year_answer *answer);

/* The conflicts with their rules and remedies. */
struct str year_conflicts_text(struct arena *arena, const struct year_answer *answer);

/* {"schools":[{"school","labs":[{...,"phases":[...],"people":[...]}]}]}: labs with phases, hosts
 * and people. school: ZONE_NONE for all. */
void year_calendar_json(struct arena *arena, struct json_writer *json,
			const struct year_problem *problem, const struct year_plan *plan,
			uint32_t school);

/* The plan by date: one line a day with its labs and substitutes. school: ZONE_NONE for all. */
struct str year_calendar_text(struct arena *arena, const struct year_problem *problem,
			      const struct year_plan *plan, uint32_t school);

/* "feasible", "infeasible", "unknown". */
const char *year_verdict_name(enum weft_verdict verdict);

/* {"bookings":[{"date","start_minutes","end_minutes","kind","school","team","person","class",
 * "title"}]}
 */
void year_bookings_json(struct arena *arena, struct json_writer *json,
			const struct year_problem *problem, const struct year_bookings *bookings);

/* Only those of a school; ZONE_NONE: all. */
void year_keep_school(struct year_bookings *bookings, uint32_t school);

#endif
