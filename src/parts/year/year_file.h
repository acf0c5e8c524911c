/* year_file: a plan of the year as CSV.
 *
 * labs.csv has one line a lab, by plan and number, and is read back unchanged:
 *
 *	plan,number,team,school,kind,subject,date,second_date,substitutes,host_1,
 *	host_2,locked,reason,locked_by,locked_at
 *
 * Reading needs the columns plan, number and date; date may be empty, host_1, host_2 and those
 * after them may be missing, and the others are not looked at. phases.csv (one line a phase) and
 * substitute_days.csv (one line a released teacher and day) and attendees.csv (one line a person
 *and lab, year_look.h) are for others and not read.
 */
#ifndef WEFT_PARTS_YEAR_YEAR_FILE_H
#define WEFT_PARTS_YEAR_YEAR_FILE_H

#include "parts/year/year_phases.h"

struct str year_labs_csv(struct arena *arena, const struct year_problem *problem,
			 const struct year_plan *plan);
struct str year_phases_csv(struct arena *arena, const struct year_problem *problem,
			   const struct year_plan *plan);
struct str year_releases_csv(struct arena *arena, const struct year_problem *problem,
			     const struct year_plan *plan);
struct str year_attendees_csv(struct arena *arena, const struct year_problem *problem,
			      const struct year_plan *plan);

/* All of them, and bookings.csv (year_bookings.h), into a folder, which is made when missing. */
bool year_write_folder(struct arena *arena, const char *dir, const struct year_problem *problem,
		       const struct year_plan *plan, struct err *err);

/* Read labs.csv. Each place of the problem that has no line stays without a date; a line of an
 * unknown plan, number, date or class is refused with its line and column. */
bool year_read_labs(struct arena *arena, struct str text, const struct year_problem *problem,
		    struct year_plan *ret, struct err *err);

#endif
