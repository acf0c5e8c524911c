/* zone_roster: a OneRoster roster taken into a zone, and written from one.
 *
 * Schools, terms, staff and their roles, and homeroom classes with their sizes are taken; students
 * are counted only. What the zone knows already is kept where the roster says nothing about it; a
 * person who has a finer role at a school ("specialist") keeps it. Nothing is ever removed: who
 * left is for people to decide. The result is text, to be checked and previewed like any import.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_ROSTER_H
#define WEFT_PARTS_SCHOOL_ZONE_ROSTER_H

#include "kit/formats/oneroster/oneroster.h"
#include "parts/school/zone_folder.h"

struct zone_roster_report {
	size_t n_schools, n_terms, n_people, n_assignments, n_classes; /* taken */
	size_t n_scheduled; /* classes that are no homerooms: left out */
	struct str *notes;  /* words that were not understood and the like */
	size_t n_notes, cap_notes;
};

/* Merge the roster into the files. roles maps the roster's words to the zone's, "ext:coach=coach;
 * ext:sped=special_education"; the words of the standard are known. */
bool zone_roster_merge(struct arena *arena, const struct roster *roster, struct str roles,
		       struct zone_files *files, struct zone_roster_report *ret, struct err *err);

/* Text of the files of a bulk roster (1.2) of a zone: schools, terms, staff, homerooms, and one
 * class for each special of each class with its block as period and its room as location. */
void zone_roster_write(struct arena *arena, const struct zone *zone, struct roster_files *ret);

#endif
