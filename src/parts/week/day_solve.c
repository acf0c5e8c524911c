/* Musts first, then as many of the others as can be (week_choose.h). If the musts cannot hold, a
 * second instance with nothing but musts gives the smallest conflicts. */
#include "parts/week/day_internal.h"

static void make_classes(struct day_maker *maker)
{
	struct day *day = maker->day;
	static const struct day_rule structure = {.kind = DAY_RULE_STRUCTURE};

	maker->clash_classes = day_constraint(maker, WEFT_AVOID_CLASHES, &structure, NULL);
	maker->clash_people = day_constraint(maker, WEFT_AVOID_CLASHES, &structure, NULL);
	maker->unit_resource = arena_array(day->arena, uint32_t, day->units.n);
	for (uint32_t u = 0; u < day->units.n; u++) {
		struct str id = day_id(maker, arena_printf(day->arena, "unit %u", u));

		maker->unit_resource[u] = weft_builder_add_resource(maker->builder, id, id,
								    maker->class_type);
		weft_builder_apply_to_resource(maker->builder, maker->clash_classes,
					       maker->unit_resource[u]);
	}
	maker->person_resource = arena_array(day->arena, uint32_t, day->zone->people.n);
	for (size_t p = 0; p < day->zone->people.n; p++)
		maker->person_resource[p] = WEFT_NONE;
}

struct day_maker day_maker_of(const struct day *day, bool musts_only)
{
	const struct zone_shape *shape = &day->zone->shapes.at[day->shape];
	struct day_maker maker = {.builder = weft_builder_create(shape->code),
				  .first_minute = shape->student_start,
				  .tick = day->zone->info.at[0].tick_minutes,
				  .musts_only = musts_only};

	maker.ticks = (shape->student_end - shape->student_start) / maker.tick;
	maker.class_type = weft_builder_add_resource_type(maker.builder, STR("class"),
							  STR("class"));
	maker.person_type = weft_builder_add_resource_type(maker.builder, STR("person"),
							   STR("person"));
	maker.pair_type = weft_builder_add_resource_type(maker.builder, STR("pair"), STR("pair"));
	return maker;
}

void day_make(struct day_maker *maker)
{
	struct day *day = maker->day;
	struct str name = day_id(maker, STR("day"));
	uint32_t group = weft_builder_add_time_group(maker->builder, name, name, WEFT_DAY);

	for (int32_t t = 0; t < maker->ticks; t++) {
		struct str id = day_id(maker, arena_printf(day->arena, "%d", t));

		weft_builder_put_time(maker->builder, group,
				      weft_builder_add_time(maker->builder, id, id));
	}
	make_classes(maker);
	day_make_needs(maker);
	day_make_waves(maker);
	day_make_rules(maker);
	day_make_services(maker);
	day_make_locks(maker);
}

bool day_build(struct day *day, bool musts_only, struct weft_instance **ret, struct err *err)
{
	struct day_maker maker = day_maker_of(day, musts_only);
	bool ok;

	day->items.n = 0;
	day->rules.n = 0;
	maker.day = day;
	day_make(&maker);
	ok = weft_builder_finish(maker.builder, ret, err);
	weft_builder_destroy(maker.builder);
	return ok;
}

/* ---- Which rules hold ---- */

/* Of counted work, for an attempt. */
enum { ATTEMPT_SECONDS = 10 };

/* A day, its proof, and what of its rules holds. */
struct solving {
	struct day *day;
	struct weft_rules rules;
	struct week_chooser chooser;
};

static const struct day_rule *rule_of(const struct solving *solving, uint32_t rule)
{
	return &solving->day->rules.at[solving->rules.at[rule].tag - 1];
}

static void begin(struct solving *solving, struct day *day, struct weft_proof *proof,
		  const struct deadline *deadline)
{
	struct week_weight *weights;

	*solving = (struct solving){.day = day, .rules = weft_proof_rules(proof)};
	weights = arena_array(day->arena, struct week_weight, solving->rules.n);
	for (uint32_t r = 0; r < solving->rules.n; r++)
		weights[r] = (struct week_weight){rule_of(solving, r)->strength,
						  rule_of(solving, r)->rank};
	solving->chooser = (struct week_chooser){.arena = day->arena,
						 .proof = proof,
						 .deadline = deadline,
						 .seconds = ATTEMPT_SECONDS,
						 .weights = weights};
}

/* ---- The plan before ---- */

/* The rules that were kept stay; within them as much as can be stays as it was. */
static enum weft_verdict keep_before(struct solving *solving, const struct weft_instance *instance)
{
	struct weft_wishes wishes = day_wishes(solving->day, instance);
	struct weft_proof *proof = solving->chooser.proof;
	const struct weft_list kept = week_kept(&solving->chooser);
	struct weft_repair repair;

	if (wishes.n == 0 || weft_proof_keep(proof, &kept, &wishes, solving->chooser.deadline,
					     &repair) == WEFT_FEASIBLE)
		return WEFT_FEASIBLE;
	return weft_proof_decide(proof, &kept, solving->chooser.deadline);
}

/* ---- Back ---- */

static void read_solution(struct day *day, const struct weft_instance *instance,
			  struct weft_proof *proof)
{
	struct weft_solution *solution = weft_solution_create(instance);
	const struct zone_shape *shape = &day->zone->shapes.at[day->shape];

	weft_proof_solution(proof, solution);
	for (uint32_t i = 0; i < day->items.n; i++) {
		struct day_item *item = &day->items.at[i];
		uint32_t meet = instance->events[i].first_meet;
		uint32_t time = weft_solution_meet(solution, meet)->start;

		item->start = ZONE_UNSET;
		if (time == WEFT_NONE)
			continue;
		item->start = shape->student_start +
			      (int32_t)time * day->zone->info.at[0].tick_minutes;
		for (uint32_t n = 0;
		     item->kind == DAY_SERVICE && n < instance->events[i].n_resources; n++) {
			uint32_t at = weft_solution_resource(solution, meet, n);

			if (at != WEFT_NONE)
				item->person = zone_find(day->zone, ZONE_T_PEOPLE,
							 instance->resources[at].id);
			if (item->person != ZONE_NONE)
				break;
		}
		if (item->kind == DAY_SERVICE && item->person == ZONE_NONE)
			item->start = ZONE_UNSET;
	}
	weft_solution_destroy(solution);
}

static bool is_said(const struct day_findings *findings, struct str sentence)
{
	for (size_t i = 0; i < findings->given_up.n; i++)
		if (str_eq(findings->given_up.at[i].sentence, sentence))
			return true;
	return false;
}

/* Why a rule is given up: those against it in words, but for what is never in words. */
static struct str reason_of(const struct solving *solving, const struct week_loss *loss)
{
	struct day *day = solving->day;
	struct str *words = arena_array(day->arena, struct str, loss->against.n);
	size_t n = 0;

	for (uint32_t i = 0; i < loss->against.n; i++) {
		const struct day_rule *rule = rule_of(solving, loss->against.at[i]);

		if (rule->kind != DAY_RULE_STRUCTURE)
			words[n++] = day_rule_sentence(day, rule);
	}
	return week_loss_reason(day->arena, loss, words, n);
}

/* The same of several days of a shape is said once. */
static void say_given_up(const struct solving *solving, struct day_findings *findings)
{
	struct day *day = solving->day;

	for (size_t i = 0; i < solving->chooser.lost.n; i++) {
		const struct week_loss *loss = &solving->chooser.lost.at[i];
		const struct day_rule *rule = rule_of(solving, loss->rule);
		struct str sentence = arena_printf(day->arena, "%.*s, %.*s: %.*s does not hold%.*s",
						   STR_ARG(day->zone->schools.at[day->school].name),
						   STR_ARG(day->zone->shapes.at[day->shape].name),
						   STR_ARG(day_rule_sentence(day, rule)),
						   STR_ARG(reason_of(solving, loss)));

		if (is_said(findings, sentence))
			continue;
		*vec_push(day->arena, &findings->given_up) = (struct week_given_up){
			day->school, day_rule_id(day, rule), rule->strength, sentence};
	}
}

bool day_solve(struct day *day, const struct deadline *deadline, struct day_findings *findings,
	       enum week_verdict *ret, struct err *err)
{
	struct weft_proof_options options = {.clauses_only = true};
	struct weft_instance *instance;
	struct weft_proof *proof = NULL;
	struct solving solving;
	enum weft_verdict verdict = WEFT_UNKNOWN;
	bool ok = false;

	if (!day_build(day, false, &instance, err))
		return false;
	if (!weft_proof_create(&proof, instance, &options, err))
		goto destroy;
	begin(&solving, day, proof, deadline);
	verdict = week_choose(&solving.chooser);
	if (verdict == WEFT_FEASIBLE && day->before.n > 0)
		verdict = keep_before(&solving, instance);
	if (verdict == WEFT_FEASIBLE) {
		read_solution(day, instance, proof);
		say_given_up(&solving, findings);
	}
	ok = true;
destroy:
	weft_proof_destroy(proof);
	weft_instance_destroy(instance);
	if (ok && verdict == WEFT_INFEASIBLE)
		ok = day_refute(day, deadline, findings, ret, err);
	if (ok)
		*ret = verdict == WEFT_FEASIBLE     ? WEEK_FEASIBLE
		       : verdict == WEFT_INFEASIBLE ? WEEK_INFEASIBLE
						    : WEEK_UNKNOWN;
	return ok;
}
