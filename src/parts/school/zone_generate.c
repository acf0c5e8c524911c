/* Zones whose specials can be planned, by construction.
 *
 * All classes of a grade have specials in one block, so a block needs as many specialists at once
 *as the grade has classes (S), and over the ten days of the rotation 4 S visits of physical
 *education, 3 S of music, 2 S of library and S of art: 10 S, S a day. One teacher gives at most ten
 *visits in a block. For each size S a school therefore gets
 *
 *	S  physical education    music               library  art
 *	2  one                   one                 one      a quarter (2 days of 10)
 *	3  one + a fourth (2)    one                 one      a third (3)
 *	4  two                   one + a fourth (2)  one      a half (4)
 *	5  two                   one + a half (5)    one      a half (5), on the other days
 *
 * where a part is a teacher whom several schools share on days of their own. As each teacher is in
 *a school for whole days, has at most ten visits in each block there, and the visits of each day
 *can be filled up to S by those who are there every day, a regular bipartite graph of days and
 *visits exists, and such a graph can always be coloured: each class gets its share.
 */
#include "parts/school/zone_generate_internal.h"

#include "base/date.h"
#include "base/text.h"

enum { GRADES = 6, MAX_CLASSES = 5 };

static const char *const grade_codes[GRADES] = {"K", "1", "2", "3", "4", "5"};

struct school {
	struct str code, name;
	size_t size; /* classes a grade that its specialists are enough for */
	size_t classes[GRADES];
	size_t n_classes;
	int students, frl, el, swd;
	bool late_first; /* the youngest have specials last */
};

/* A teacher whom schools of one size share. */
struct shared {
	struct str code;
	size_t left; /* schools that still fit */
};

struct generator {
	struct arena *arena;
	struct rng rng;
	struct text text[ZONE_N_TABLES];
	struct school *school;
	size_t n_schools;
	size_t n_itinerant;
	/* By size and subject: 0 physical education, 1 music, 2 art. */
	struct shared shared[MAX_CLASSES + 1][3];
};

static const char *const heads[ZONE_N_TABLES] = {
	[ZONE_T_SCHOOLS] = "code,name,students,frl,el,swd,title1,lab_year\n",
	[ZONE_T_ROOMS] = "code,name,school,kind,seats,classes\n",
	[ZONE_T_TRAVEL] = "from,to,minutes\n",
	[ZONE_T_PEOPLE] = "code,name,status,home,started,certifications\n",
	[ZONE_T_ASSIGNMENTS] = "person,school,role,subject,fte,visits_per_week\n",
	[ZONE_T_SECTIONS] = "code,school,grades,teacher,room,students,el,swd\n",
	[ZONE_T_TEAMS] = "code,name,school,kind,grades\n",
	[ZONE_T_MEMBERS] = "team,person,leads,partner\n",
	[ZONE_T_CALENDAR] = "date,kind,shape,label\n",
	[ZONE_T_GRADE_BLOCKS] = "school,grade,block\n",
	[ZONE_T_SERVICES] = ("code,school,kind,group,grades,subject,students,minutes,times,per,"
			     "shapes,role,strength\n"),
	[ZONE_T_LAB_PLANS] = "code,team,kind,subject,count,attend,commitment\n",
	[ZONE_T_SUBSTITUTES] = "code,name,kind,half_days,certifications\n",
};

#define PUT(g, table, ...) text_printf(&(g)->text[table], __VA_ARGS__)

static int between(struct generator *g, int low, int high)
{
	return low + (int)rng_below(&g->rng, (uint64_t)(high - low + 1));
}

static struct str person(struct generator *g, struct str code, struct str home, const char *can)
{
	struct str name = zone_random_person(g->arena, &g->rng);

	PUT(g, ZONE_T_PEOPLE, "%.*s,%.*s,active,%.*s,%d,%s\n", STR_ARG(code), STR_ARG(name),
	    STR_ARG(home), between(g, 1998, 2026), can);
	return code;
}

static void assign(struct generator *g, struct str who, const struct school *s, const char *as)
{
	PUT(g, ZONE_T_ASSIGNMENTS, "%.*s,%.*s,%s\n", STR_ARG(who), STR_ARG(s->code), as);
}

static struct str code(struct generator *g, const struct school *s, const char *tag, size_t n)
{
	return n == 0 ? arena_printf(g->arena, "%.*s-%s", STR_ARG(s->code), tag)
		      : arena_printf(g->arena, "%.*s-%s%zu", STR_ARG(s->code), tag, n);
}

/* ---- A school ---- */

static void make_school(struct generator *g, struct school *s, size_t number)
{
	static const size_t sizes[] = {2, 3, 3, 3, 4, 4, 4, 5};

	s->code = arena_printf(g->arena, "S%04zu", number + 1);
	s->name = zone_random_school(g->arena, number);
	s->size = sizes[rng_below(&g->rng, sizeof sizes / sizeof *sizes)];
	s->late_first = between(g, 0, 2) == 0;
	for (size_t i = 0; i < GRADES; i++) {
		bool smaller = i >= 4 && s->size >= 3 && between(g, 0, 2) == 0;

		s->classes[i] = s->size - (smaller ? 1 : 0);
		s->n_classes += s->classes[i];
	}
	s->students = (int)s->n_classes * 22 + between(g, 0, (int)s->n_classes);
	s->frl = s->students * between(g, 25, 80) / 100;
	s->el = s->students * between(g, 8, 44) / 100;
	s->swd = s->students * between(g, 11, 17) / 100;
	PUT(g, ZONE_T_SCHOOLS, "%.*s,%.*s,%d,%d,%d,%d,%s,%d\n", STR_ARG(s->code), STR_ARG(s->name),
	    s->students, s->frl, s->el, s->swd, s->frl * 2 > s->students ? "yes" : "no",
	    between(g, 1, 4));
}

static void make_places(struct generator *g, const struct school *s)
{
	static const struct {
		const char *tag, *name, *kind;
		int seats, classes;
	} places[] = {{"GYM", "Gymnasium", "gym", 60, 2},
		      {"MUSIC", "Music room and stage", "music", 60, 2},
		      {"LIB", "Library", "library", 60, 2},
		      {"ART", "Art studio", "art", 30, 1},
		      {"CAF", "Cafeteria", "cafeteria", 280, 12},
		      {"PLAY", "Playground", "playground", 400, 12},
		      {"RES", "Small-group room", "resource", 24, 4},
		      {"TEAM", "Team room", "meeting", 20, 1}};

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		PUT(g, ZONE_T_ROOMS, "%.*s-%s,%s,%.*s,%s,%d,%d\n", STR_ARG(s->code), places[i].tag,
		    places[i].name, STR_ARG(s->code), places[i].kind, places[i].seats,
		    places[i].classes);
}

/* The share of the i-th of n in a count, so that all shares add up. */
static int share(int count, size_t i, size_t n)
{
	return (int)((size_t)count * (i + 1) / n - (size_t)count * i / n);
}

static void make_grade(struct generator *g, const struct school *s, size_t grade, size_t *number)
{
	const char *name = grade_codes[grade];

	PUT(g, ZONE_T_TEAMS, "%.*s-%s,%.*s grade %s,%.*s,grade,%s\n", STR_ARG(s->code), name,
	    STR_ARG(s->name), name, STR_ARG(s->code), name);
	PUT(g, ZONE_T_GRADE_BLOCKS, "%.*s,%s,B%zu\n", STR_ARG(s->code), name,
	    s->late_first ? GRADES - grade : grade + 1);
	for (size_t i = 0; i < s->classes[grade]; i++) {
		size_t n = (*number)++;
		struct str who = person(g, code(g, s, "T", n + 1), s->code, "K-8");

		assign(g, who, s, "teacher,,1,");
		PUT(g, ZONE_T_ROOMS, "%.*s-%zu,Room %zu,%.*s,classroom,30,1\n", STR_ARG(s->code),
		    n + 101, n + 101, STR_ARG(s->code));
		PUT(g, ZONE_T_SECTIONS, "%.*s-%s%c,%.*s,%s,%.*s,%.*s-%zu,%d,%d,%d\n",
		    STR_ARG(s->code), name, (char)('A' + i), STR_ARG(s->code), name, STR_ARG(who),
		    STR_ARG(s->code), n + 101, share(s->students, n, s->n_classes),
		    share(s->el, n, s->n_classes), share(s->swd, n, s->n_classes));
		PUT(g, ZONE_T_MEMBERS, "%.*s-%s,%.*s,%s,no\n", STR_ARG(s->code), name, STR_ARG(who),
		    i == 0 ? "yes" : "no");
	}
}

static void make_services(struct generator *g, const struct school *s, size_t grade)
{
	static const struct {
		const char *tag, *kind, *group, *subject, *role;
	} kinds[] = {{"el", "push_in", "English learners", "LT", "english_learner"},
		     {"se", "push_in", "Students with disabilities", "MA", "special_education"},
		     {"win", "win", "Reading group", "WIN", "intervention"}};
	const char *name = grade_codes[grade];

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		PUT(g, ZONE_T_SERVICES, "%.*s-%s-%s,%.*s,%s,%s,%s,%s,%d,30,4,week,REG,%s,strong\n",
		    STR_ARG(s->code), name, kinds[i].tag, STR_ARG(s->code), kinds[i].kind,
		    kinds[i].group, name, kinds[i].subject, between(g, 3, 12), kinds[i].role);
}

/* ---- Specialists ---- */

static const char *const specials[] = {"PE", "MU", "AR", "LI"};

/* Someone of the school's own; visits a week are what the size needs and no more. */
static void own_specialist(struct generator *g, const struct school *s, size_t subject, size_t n,
			   int visits)
{
	struct str who = person(g, code(g, s, specials[subject], n), s->code, "specials");

	assign(g, who, s,
	       arena_printf(g->arena, "specialist,%s,%.2f,%d", specials[subject],
			    (double)visits / 30, visits)
		       .ptr);
	PUT(g, ZONE_T_MEMBERS, "%.*s-SPEC,%.*s,no,no\n", STR_ARG(s->code), STR_ARG(who));
}

/* Someone whom "schools" schools of this size share. */
static void shared_specialist(struct generator *g, const struct school *s, size_t subject,
			      size_t schools, int visits)
{
	struct shared *shared = &g->shared[s->size][subject];

	if (shared->left == 0) {
		shared->code = arena_printf(g->arena, "%s-R%zu", specials[subject],
					    ++g->n_itinerant);
		person(g, shared->code, s->code, "specials");
		PUT(g, ZONE_T_MEMBERS, "%.*s-SPEC,%.*s,no,no\n", STR_ARG(s->code),
		    STR_ARG(shared->code));
		shared->left = schools;
	}
	shared->left--;
	assign(g, shared->code, s,
	       arena_printf(g->arena, "specialist,%s,%.2f,%d", specials[subject],
			    (double)visits / 30, visits)
		       .ptr);
}

static void make_specialists(struct generator *g, const struct school *s)
{
	enum { PE, MU, AR, LI };

	PUT(g, ZONE_T_TEAMS, "%.*s-SPEC,%.*s specialists,%.*s,specialist,\n", STR_ARG(s->code),
	    STR_ARG(s->name), STR_ARG(s->code));
	own_specialist(g, s, LI, 1, (int)s->size * 6);
	switch (s->size) {
	case 2:
		own_specialist(g, s, PE, 1, 24);
		own_specialist(g, s, MU, 1, 18);
		shared_specialist(g, s, AR, 4, 6);
		break;
	case 3:
		own_specialist(g, s, PE, 1, 30);
		shared_specialist(g, s, PE, 4, 6);
		own_specialist(g, s, MU, 1, 27);
		shared_specialist(g, s, AR, 3, 9);
		break;
	case 4:
		own_specialist(g, s, PE, 1, 30);
		own_specialist(g, s, PE, 2, 24);
		own_specialist(g, s, MU, 1, 30);
		shared_specialist(g, s, MU, 4, 6);
		shared_specialist(g, s, AR, 2, 12);
		break;
	default:
		own_specialist(g, s, PE, 1, 30);
		own_specialist(g, s, PE, 2, 30);
		own_specialist(g, s, MU, 1, 30);
		shared_specialist(g, s, MU, 2, 15);
		shared_specialist(g, s, AR, 2, 15);
		break;
	}
}

/* ---- Other staff, labs ---- */

static void make_support(struct generator *g, const struct school *s)
{
	static const struct {
		const char *tag, *role, *can;
		int students_each; /* 0: two of them */
	} kinds[] = {{"SE", "special_education", "special education", 20},
		     {"EL", "english_learner", "English learners", 75},
		     {"IN", "intervention", "reading", 160},
		     {"CO", "counselor", "counselor", 0}};
	const int counts[] = {s->swd, s->el, s->frl, 0};

	PUT(g, ZONE_T_TEAMS, "%.*s-SUP,%.*s student support,%.*s,support,\n", STR_ARG(s->code),
	    STR_ARG(s->name), STR_ARG(s->code));
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		int n = kinds[k].students_each == 0 ? 2 : counts[k] / kinds[k].students_each + 1;

		for (int i = 1; i <= n; i++) {
			struct str who = person(g, code(g, s, kinds[k].tag, (size_t)i), s->code,
						kinds[k].can);

			assign(g, who, s, arena_printf(g->arena, "%s,,1,", kinds[k].role).ptr);
			PUT(g, ZONE_T_MEMBERS, "%.*s-SUP,%.*s,no,no\n", STR_ARG(s->code),
			    STR_ARG(who));
		}
	}
}

static void make_leaders(struct generator *g, const struct school *s)
{
	struct str principal = person(g, code(g, s, "PR", 0), s->code, "administrator");
	struct str coach = person(g, code(g, s, "CM", 0), s->code, "coach");

	assign(g, principal, s, "principal,,1,");
	assign(g, coach, s, s->size >= 3 ? "coach,MA,1," : "coach,MA,0.5,");
	PUT(g, ZONE_T_TEAMS, "%.*s-ILT,%.*s leadership team,%.*s,leadership,\n", STR_ARG(s->code),
	    STR_ARG(s->name), STR_ARG(s->code));
	PUT(g, ZONE_T_MEMBERS, "%.*s-ILT,%.*s,yes,no\n%.*s-ILT,%.*s,no,no\n", STR_ARG(s->code),
	    STR_ARG(principal), STR_ARG(s->code), STR_ARG(coach));
	for (size_t i = 0; i < GRADES; i++)
		PUT(g, ZONE_T_LAB_PLANS, "%.*s-%s-math,%.*s-%s,FULL,MA,4,%.*s;%.*s,C2\n",
		    STR_ARG(s->code), grade_codes[i], STR_ARG(s->code), grade_codes[i],
		    STR_ARG(coach), STR_ARG(principal));
}

/* ---- The year ---- */

/* 180 school days from the first of September: weekends, eleven holidays and two breaks left out,
 * early release each Friday from the second week. */
static void make_calendar(struct generator *g)
{
	static const char *const off[] = {"2026-09-07", "2026-11-11", "2026-11-26", "2026-11-27",
					  "2027-01-18", "2027-02-15", "2027-05-31"};
	static const struct {
		const char *from, *to;
	} breaks[] = {{"2026-12-21", "2027-01-01"}, {"2027-04-05", "2027-04-09"}};
	struct err err = {0};
	int32_t date = 0;
	int n = 0;

	(void)date_parse(STR("2026-09-01"), &date, &err);
	for (; n < 180; date++) {
		struct str text = date_text(g->arena, date);
		const char *kind = NULL;

		if (date_weekday(date) > FRIDAY)
			continue;
		for (size_t i = 0; i < sizeof off / sizeof *off; i++)
			kind = str_eq(text, str_from(off[i])) ? "holiday" : kind;
		for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
			if (str_cmp(text, str_from(breaks[i].from)) >= 0 &&
			    str_cmp(text, str_from(breaks[i].to)) <= 0)
				kind = "break";
		}
		if (kind == NULL)
			PUT(g, ZONE_T_CALENDAR, "%.*s,school,%s,\n", STR_ARG(text),
			    n >= 7 && date_weekday(date) == FRIDAY ? "ER" : "REG");
		else
			PUT(g, ZONE_T_CALENDAR, "%.*s,%s,,%s\n", STR_ARG(text), kind, kind);
		n += kind == NULL;
	}
}

static void make_zone(struct generator *g, uint64_t seed)
{
	size_t classes = 0;

	for (size_t i = 0; i < g->n_schools; i++)
		classes += g->school[i].n_classes;
	PUT(g, ZONE_T_INFO,
	    "code,name,state,time_zone,year_start,year_end,tick_minutes,position_cost,"
	    "teacher_day_cost,substitute_day_cost,payroll_percent,fill_rate_percent,absence_days\n"
	    "zone-%llu,Generated zone "
	    "%llu,WA,America/Los_Angeles,2026-08-26,2027-06-30,5,130000.00,"
	    "627.00,210.00,8.5,80,11\n",
	    (unsigned long long)seed, (unsigned long long)seed);
	/* Four labs a class on 90 days, with a third to spare, and at least one large team. */
	PUT(g, ZONE_T_RULES,
	    "lab-cap,lab_substitutes,must,,,,,,,%zu,,,day,,,C2,Substitute office (invented),no,\n",
	    classes * 4 * 4 / 90 / 3 + MAX_CLASSES);
	for (size_t i = 0; i < 4 + g->n_schools * 4; i++)
		PUT(g, ZONE_T_SUBSTITUTES, "SUB%05zu,%.*s,%s,%s,K-8\n", i + 1,
		    STR_ARG(zone_random_person(g->arena, &g->rng)),
		    i % 8 == 0 ? "permanent" : "per_diem", i % 5 == 4 ? "no" : "yes");
}

void zone_generate(struct arena *arena, size_t n_schools, uint64_t seed, struct zone_files *ret)
{
	struct generator *g = arena_new(arena, struct generator);

	g->arena = arena;
	g->school = arena_array(arena, struct school, n_schools);
	g->n_schools = n_schools;
	rng_init(&g->rng, seed);
	for (int t = 0; t < ZONE_N_TABLES; t++) {
		text_init(&g->text[t], arena);
		if (heads[t] != NULL)
			text_put(&g->text[t], str_from(heads[t]));
	}
	for (size_t i = 0; i < zone_fixed_files_n; i++)
		text_put(&g->text[zone_fixed_files[i].table], str_from(zone_fixed_files[i].text));
	for (size_t i = 0; i < n_schools; i++) {
		struct school *s = &g->school[i];
		size_t number = 0;

		make_school(g, s, i);
		make_places(g, s);
		for (size_t grade = 0; grade < GRADES; grade++) {
			make_grade(g, s, grade, &number);
			make_services(g, s, grade);
		}
		make_specialists(g, s);
		make_support(g, s);
		make_leaders(g, s);
		/* Those who share a teacher are at most some schools apart. */
		for (size_t k = i > 12 ? i - 12 : 0; k < i; k++)
			PUT(g, ZONE_T_TRAVEL, "%.*s,%.*s,%d\n", STR_ARG(g->school[k].code),
			    STR_ARG(s->code), between(g, 2, 4) * 5);
	}
	make_calendar(g);
	make_zone(g, seed);
	for (int t = 0; t < ZONE_N_TABLES; t++)
		ret->file[t] = text_str(&g->text[t]);
}
