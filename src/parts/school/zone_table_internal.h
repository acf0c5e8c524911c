/* The descriptions of the files, by the part of the zone that they are about. */
#ifndef WEFT_PARTS_SCHOOL_ZONE_TABLE_INTERNAL_H
#define WEFT_PARTS_SCHOOL_ZONE_TABLE_INTERNAL_H

#include "parts/school/zone_table.h"

/* zone_table_place.c */
extern const struct zone_file zone_file_info, zone_file_words, zone_file_schools, zone_file_terms,
	zone_file_grades, zone_file_subjects, zone_file_rooms, zone_file_travel;
/* zone_table_people.c */
extern const struct zone_file zone_file_people, zone_file_assignments, zone_file_availability,
	zone_file_sections, zone_file_teams, zone_file_members;
/* zone_table_days.c */
extern const struct zone_file zone_file_shapes, zone_file_blocks, zone_file_block_times,
	zone_file_calendar, zone_file_closures, zone_file_blackouts, zone_file_rotations;
/* zone_table_needs.c */
extern const struct zone_file zone_file_grade_blocks, zone_file_visits, zone_file_needs,
	zone_file_waves, zone_file_services, zone_file_meetings, zone_file_staff_times;
/* zone_table_learning.c */
extern const struct zone_file zone_file_commitments, zone_file_look_fors, zone_file_lab_kinds,
	zone_file_lab_phases, zone_file_lab_plans, zone_file_substitutes, zone_file_rules;

/* A column: its cell is called as the member unless a name is given. */
#define ZONE_COLUMN(row, member, type_) \
	.name = #member, .type = (type_), .offset = offsetof(struct row, member)
#define ZONE_COLUMN_AS(row, member, name_, type_) \
	.name = (name_), .type = (type_), .offset = offsetof(struct row, member)

/* A file: its columns are the static array <member>_columns. */
#define ZONE_FILE(member, type)                                                                  \
	.name = #member, .rows = offsetof(struct zone, member), .row_size = sizeof(struct type), \
	.columns = member##_columns, .n = sizeof member##_columns / sizeof *member##_columns

#endif
