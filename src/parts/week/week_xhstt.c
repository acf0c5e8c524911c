/* The specials of a school as an archive of the exchange format.
 *
 * The instance is the very one that our own solver gets, less the constraints that the format has
 * no kind for; a copy of its struct names the rest, everything else is shared. */
#include "base/vec.h"
#include "kit/formats/xhstt/xhstt.h"
#include "parts/week/specials.h"
#include "parts/week/week_export.h"

struct exporter {
	struct arena *arena;
	const struct zone *zone;
	const struct week_xhstt *asked;
	struct xhstt_archive archive;
	struct xhstt_group group;
	VEC(struct specials) specials;
	struct week_xhstt_facts facts;
};

/* "A Capacity, 2 Travel": what was left out, by kind. */
static struct str left_out(struct exporter *e, const struct weft_instance *instance)
{
	struct text text;

	text_init(&text, e->arena);
	for (uint32_t kind = WEFT_N_STANDARD_KINDS; kind < WEFT_N_KINDS; kind++) {
		size_t n = 0;

		for (uint32_t i = 0; i < instance->n_constraints; i++)
			n += (uint32_t)instance->constraints[i].kind == kind;
		if (n == 0)
			continue;
		text_printf(&text, "%s%zu %.*s", text.len > 0 ? ", " : "Left out: ", n,
			    STR_ARG(weft_kind_name((enum weft_kind)kind)));
		e->facts.left_out += n;
	}
	return text_str(&text);
}

static struct weft_instance *sayable(struct exporter *e, const struct specials *specials)
{
	const struct weft_instance *instance = specials->instance;
	struct weft_instance *copy = arena_new(e->arena, struct weft_instance);
	struct weft_constraint *kept = arena_array(e->arena, struct weft_constraint,
						   instance->n_constraints);
	const struct zone_school *school = &e->zone->schools.at[e->asked->school];

	*copy = *instance;
	copy->n_constraints = 0;
	for (uint32_t i = 0; i < instance->n_constraints; i++)
		if ((unsigned)instance->constraints[i].kind < WEFT_N_STANDARD_KINDS)
			kept[copy->n_constraints++] = instance->constraints[i];
	copy->constraints = kept;
	copy->id = arena_printf(e->arena, "%.*s-%.*s-%.*s", STR_ARG(e->zone->info.at[0].code),
				STR_ARG(school->code),
				STR_ARG(e->zone->rotations.at[specials->rotation].code));
	copy->metadata = (struct weft_metadata){
		.name = arena_printf(e->arena, "Specials of %.*s", STR_ARG(school->name)),
		.contributor = STR("Weft"),
		.date = e->asked->date,
		.country = STR("USA"),
		.description = STR("Visits of the classes of an elementary school to art, music, "
				   "library and physical education."),
		.remarks = left_out(e, instance)};
	return copy;
}

/* What the solution costs over the constraints of the file. */
static void add_costs(struct exporter *e, const struct weft_instance *instance,
		      struct weft_solution *solution)
{
	for (uint32_t i = 0; i < instance->n_constraints; i++) {
		const struct weft_constraint *c = &instance->constraints[i];

		if ((unsigned)c->kind >= WEFT_N_STANDARD_KINDS)
			continue;
		if (c->required)
			e->facts.hard += weft_solution_constraint_cost(solution, i);
		else
			e->facts.soft += weft_solution_constraint_cost(solution, i);
	}
}

static bool add_solution(struct exporter *e, const struct specials *specials,
			 const struct weft_instance *copy, struct err *err)
{
	struct weft_proof_options options = specials_proof_options(specials);
	const struct deadline deadline = deadline_in(e->asked->clock, e->asked->seconds);
	struct xhstt_solution stored = {0};
	struct weft_solution *solution;
	struct weft_proof *proof;

	if (e->asked->seconds <= 0)
		return true;
	if (!weft_proof_create(&proof, specials->instance, &options, err))
		return false;
	if (weft_proof_decide(proof, NULL, &deadline) == WEFT_FEASIBLE) {
		solution = weft_solution_create(specials->instance);
		weft_proof_solution(proof, solution);
		add_costs(e, specials->instance, solution);
		xhstt_solution_store(solution, e->arena, &stored);
		stored.instance = copy;
		*vec_push(e->arena, &e->group.solutions) = stored;
		weft_solution_destroy(solution);
	}
	weft_proof_destroy(proof);
	return true;
}

static bool add_rotation(struct exporter *e, uint32_t rotation, struct err *err)
{
	uint32_t *school = arena_array(e->arena, uint32_t, 1);
	struct specials specials;
	struct weft_instance *copy;
	struct specials_task task = {.zone = e->zone,
				     .rotation = rotation,
				     .schools = {school, 1},
				     .room_step = SPECIALS_NO_ROOM};

	*school = e->asked->school;
	if (!specials_build(&specials, e->arena, &task, err))
		return false;
	*vec_push(e->arena, &e->specials) = specials;
	copy = sayable(e, &specials);
	*vec_push(e->arena, &e->archive.instances) = copy;
	return add_solution(e, &specials, copy, err);
}

static bool add_all(struct exporter *e, struct err *err)
{
	uint32_t school = e->asked->school;
	struct zone_list rotations = specials_rotations(e->arena, e->zone,
							(struct zone_list){&school, 1});

	for (size_t i = 0; i < rotations.n; i++)
		if (!add_rotation(e, rotations.at[i], err))
			return false;
	return rotations.n > 0 || err_set(err, ERR_NOT_FOUND, "%.*s has no specials to plan.",
					  STR_ARG(e->zone->schools.at[school].name));
}

bool week_write_xhstt(struct arena *arena, const struct zone *zone, const struct week_xhstt *asked,
		      struct str *ret, struct week_xhstt_facts *ret_facts, struct err *err)
{
	struct exporter e = {.arena = arena, .zone = zone, .asked = asked};
	bool ok;

	e.archive.id = zone->info.at[0].code;
	e.archive.metadata = (struct xhstt_metadata){.name = zone->info.at[0].name,
						     .contributor = STR("Weft"),
						     .date = asked->date,
						     .description = STR("Specials of a school.")};
	e.group.id = STR("Weft");
	e.group.metadata = (struct xhstt_metadata){.contributor = STR("Weft"),
						   .date = asked->date,
						   .description = STR("Found by Weft.")};
	ok = add_all(&e, err);
	if (ok && e.group.solutions.n > 0)
		*vec_push(arena, &e.archive.groups) = e.group;
	ok = ok && xhstt_write_text(&e.archive, NULL, arena, ret, err);
	e.facts.instances = e.archive.instances.n;
	e.facts.solved = e.group.solutions.n == e.archive.instances.n;
	for (size_t i = 0; i < e.specials.n; i++)
		specials_finish(&e.specials.at[i]);
	if (ok && ret_facts != NULL)
		*ret_facts = e.facts;
	return ok;
}
