/* zone: schools, people, classes, teams, calendars and rules, in memory.
 *
 * A struct zone is everything that is known of a zone at one moment: one array a file of the
 * zone folder (docs/zone-format.md), one element a row, in the order of the file. It is made
 * whole by zone_read_folder() (zone_folder.h) or zone_load() (zone_store.h), checked, and never
 * changes afterwards: any number of threads may read it as long as the arena that it was made
 * in lives. The structs of the rows are in zone_people.h (schools, people, classes),
 * zone_days.h (days, rotations, needs) and zone_learning.h (meetings, labs, rules). The files and
 * their columns are described once, in zone_table.h; reading,
 * writing, checking, storing and the format's documentation all follow from that description.
 *
 * Things are named by their index in the array of their kind, ZONE_NONE is "no such thing".
 * The code of a row is the name that people and files use; it is stable, an index is not.
 * A list of references that is empty means "all": a rule without schools is for every school.
 *
 * Units, everywhere: a date is days since 1970-01-01 (base/date.h); a time of day is minutes from
 * midnight; a length is minutes; money is cents; "x100" is hundredths. A number or date that
 * was left empty is ZONE_UNSET.
 */
#ifndef WEFT_PARTS_SCHOOL_ZONE_H
#define WEFT_PARTS_SCHOOL_ZONE_H

#include "parts/school/zone_base.h"
#include "parts/school/zone_days.h"
#include "parts/school/zone_learning.h"
#include "parts/school/zone_people.h"
#include "parts/vision/commitment.h"

/* ---- All of it ---- */

#define ZONE_ROWS(type)         \
	struct {                \
		const type *at; \
		size_t n;       \
	}

struct zone {
	ZONE_ROWS(struct zone_info) info; /* exactly one once checked */
	ZONE_ROWS(struct zone_word) words;
	ZONE_ROWS(struct zone_school) schools;
	ZONE_ROWS(struct zone_term) terms;
	ZONE_ROWS(struct zone_grade) grades;
	ZONE_ROWS(struct zone_subject) subjects;
	ZONE_ROWS(struct zone_room) rooms;
	ZONE_ROWS(struct zone_travel) travel;
	ZONE_ROWS(struct zone_person) people;
	ZONE_ROWS(struct zone_assignment) assignments;
	ZONE_ROWS(struct zone_availability) availability;
	ZONE_ROWS(struct zone_section) sections;
	ZONE_ROWS(struct zone_team) teams;
	ZONE_ROWS(struct zone_member) members;
	ZONE_ROWS(struct zone_shape) shapes;
	ZONE_ROWS(struct zone_block) blocks;
	ZONE_ROWS(struct zone_block_time) block_times;
	ZONE_ROWS(struct zone_day) calendar;
	ZONE_ROWS(struct zone_closure) closures;
	ZONE_ROWS(struct zone_blackout) blackouts;
	ZONE_ROWS(struct zone_rotation) rotations;
	ZONE_ROWS(struct zone_grade_block) grade_blocks;
	ZONE_ROWS(struct zone_visit) visits;
	ZONE_ROWS(struct zone_need) needs;
	ZONE_ROWS(struct zone_wave) waves;
	ZONE_ROWS(struct zone_service) services;
	ZONE_ROWS(struct zone_meeting) meetings;
	ZONE_ROWS(struct zone_staff_time) staff_times;
	ZONE_ROWS(struct commitment) commitments;
	ZONE_ROWS(struct commitment_look_for) look_fors;
	ZONE_ROWS(struct zone_lab_kind) lab_kinds;
	ZONE_ROWS(struct zone_lab_phase) lab_phases;
	ZONE_ROWS(struct zone_lab_plan) lab_plans;
	ZONE_ROWS(struct zone_substitute) substitutes;
	ZONE_ROWS(struct zone_rule) rules;
};

/* The tables, in the order of the members. Each goes after those it refers to, but for meetings
 * and staff times, which may name commitments. */
enum zone_table {
	ZONE_T_INFO,
	ZONE_T_WORDS,
	ZONE_T_SCHOOLS,
	ZONE_T_TERMS,
	ZONE_T_GRADES,
	ZONE_T_SUBJECTS,
	ZONE_T_ROOMS,
	ZONE_T_TRAVEL,
	ZONE_T_PEOPLE,
	ZONE_T_ASSIGNMENTS,
	ZONE_T_AVAILABILITY,
	ZONE_T_SECTIONS,
	ZONE_T_TEAMS,
	ZONE_T_MEMBERS,
	ZONE_T_SHAPES,
	ZONE_T_BLOCKS,
	ZONE_T_BLOCK_TIMES,
	ZONE_T_CALENDAR,
	ZONE_T_CLOSURES,
	ZONE_T_BLACKOUTS,
	ZONE_T_ROTATIONS,
	ZONE_T_GRADE_BLOCKS,
	ZONE_T_VISITS,
	ZONE_T_NEEDS,
	ZONE_T_WAVES,
	ZONE_T_SERVICES,
	ZONE_T_MEETINGS,
	ZONE_T_STAFF_TIMES,
	ZONE_T_COMMITMENTS,
	ZONE_T_LOOK_FORS,
	ZONE_T_LAB_KINDS,
	ZONE_T_LAB_PHASES,
	ZONE_T_LAB_PLANS,
	ZONE_T_SUBSTITUTES,
	ZONE_T_RULES,
};
enum { ZONE_N_TABLES = ZONE_T_RULES + 1 };

/* ---- Asking ---- */

/* Whether a list holds an index; an empty list holds everything. */
bool zone_applies(struct zone_list list, uint32_t index);
/* The same for a set of enum values. */
bool zone_set_applies(uint32_t set, int value);

/* Index of the row with a code (the first key column), or ZONE_NONE. Linear. */
uint32_t zone_find(const struct zone *zone, enum zone_table table, struct str code);

/* Whether someone or something with these dates is there on a date. */
bool zone_is_on(int32_t from, int32_t to, int32_t date);

/* Whether a section belongs to a grade. */
bool zone_section_has_grade(const struct zone_section *section, uint32_t grade);

/* The block fixed for a section: ZONE_NONE when it is left to the solver. *ret_shared, where not
 * NULL, says whether all classes of its grade must have the same one. */
uint32_t zone_block_of(const struct zone *zone, uint32_t section, uint32_t rotation,
		       bool *ret_shared);

/* When a block is in a shape; false when the shape has no such block. */
bool zone_block_time(const struct zone *zone, uint32_t shape, uint32_t block, int32_t *ret_start,
		     int32_t *ret_end);

/* Which half of the day a time is in. */
enum zone_half zone_half_of(const struct zone_shape *shape, int32_t start);

/* Minutes between two schools, 0 for the same, -1 when not given. */
int32_t zone_travel_minutes(const struct zone *zone, uint32_t from, uint32_t to);

#endif
