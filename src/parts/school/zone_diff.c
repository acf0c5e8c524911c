#include "parts/school/zone_diff.h"

#include "base/csv.h"
#include "base/map.h"
#include "base/text.h"
#include "base/vec.h"
#include "parts/school/zone_row.h"
#include "parts/school/zone_table.h"

/* Room between two places. */
enum { PLACE_STEP = 1024 };

void zone_lines_of(struct arena *arena, const struct zone *zone, struct zone_lines *ret)
{
	for (int t = 0; t < ZONE_N_TABLES; t++) {
		enum zone_table table = (enum zone_table)t;

		for (size_t i = 0; i < zone_count(zone, table); i++) {
			struct str line = zone_row_line(arena, zone, table, i);

			*vec_push(arena, ret) = (struct zone_line){
				.table = table,
				.key = zone_tag_text(zone, zone_tag(table, i), arena),
				.line = str_slice(line, 0, line.len - 1),
			};
		}
	}
}

static struct zone_change *add_change(struct arena *arena, struct zone_changes *changes,
				      enum zone_change_kind kind, const struct zone_line *row)
{
	struct zone_change *change = vec_push(arena, changes);

	change->kind = kind;
	change->table = row->table;
	change->key = row->key;
	return change;
}

/* One entry for each cell that differs. A line of another number of cells (from an older program)
 * counts as one change of the whole. */
static void compare_cells(struct arena *arena, const struct zone_line *old,
			  const struct zone_line *now, struct zone_changes *changes)
{
	const struct zone_file *file = zone_file(now->table);
	struct csv_record *a = arena_new(arena, struct csv_record);
	struct csv_record *b = arena_new(arena, struct csv_record);
	struct zone_change *change;
	struct err ignored = {0};
	struct csv csv;
	bool more;

	changes->n_rows[ZONE_CHANGED]++;
	csv_init(&csv, old->line);
	(void)csv_next(&csv, arena, a, &more, &ignored);
	csv_init(&csv, now->line);
	(void)csv_next(&csv, arena, b, &more, &ignored);
	if (a->n != file->n || b->n != file->n) {
		change = add_change(arena, changes, ZONE_CHANGED, now);
		change->old = old->line;
		change->now = now->line;
		return;
	}
	for (size_t i = 0; i < file->n; i++) {
		if (str_eq(a->field[i], b->field[i]))
			continue;
		change = add_change(arena, changes, ZONE_CHANGED, now);
		change->column = str_from(file->columns[i].name);
		change->old = a->field[i];
		change->now = b->field[i];
	}
}

static void compare_row(struct arena *arena, const struct zone_line *old,
			const struct zone_line *now, struct zone_steps *steps,
			struct zone_changes *changes)
{
	if (old != NULL && str_eq(old->line, now->line) && old->place == now->place)
		return;
	*vec_push(arena, steps) = (struct zone_step){old, now};
	if (old == NULL) {
		changes->n_rows[ZONE_ADDED]++;
		add_change(arena, changes, ZONE_ADDED, now)->now = now->line;
	} else if (str_eq(old->line, now->line)) {
		changes->n_rows[ZONE_MOVED]++;
		(void)add_change(arena, changes, ZONE_MOVED, now);
	} else {
		compare_cells(arena, old, now, changes);
	}
}

/* Places of the wanted rows of one file: that of the stored row where the order allows it, else
 * just after the row before. */
static void set_places(struct zone_line *rows, size_t n, const struct zone_line *const *old)
{
	int64_t last = 0;
	size_t n_before_end = n; /* rows up to the last one that is stored already */

	while (n_before_end > 0 && old[n_before_end - 1] == NULL)
		n_before_end--;
	for (size_t i = 0; i < n; i++) {
		if (old[i] != NULL && old[i]->place > last)
			rows[i].place = old[i]->place;
		else
			rows[i].place = last + (i < n_before_end ? 1 : PLACE_STEP);
		last = rows[i].place;
	}
}

void zone_diff(struct arena *arena, const struct zone_lines *stored, struct zone_lines *wanted,
	       struct zone_steps *ret_steps, struct zone_changes *ret_changes)
{
	const struct zone_line **old = arena_array(arena, const struct zone_line *, wanted->n);
	struct map by_key;
	size_t from = 0;

	map_init(&by_key, arena);
	for (size_t i = 0; i < stored->n; i++)
		map_add(&by_key, stored->at[i].key, NULL)->value.number = (int64_t)i;
	for (size_t i = 0; i < wanted->n; i++) {
		struct map_entry *entry = map_find(&by_key, wanted->at[i].key);

		if (entry == NULL)
			continue;
		old[i] = &stored->at[entry->value.number];
		entry->value.number = -1;
	}
	for (size_t i = 0; wanted->n > 0 && i <= wanted->n; i++) {
		if (i < wanted->n && wanted->at[i].table == wanted->at[from].table)
			continue;
		set_places(&wanted->at[from], i - from, &old[from]);
		from = i;
	}
	for (size_t i = 0; i < wanted->n; i++)
		compare_row(arena, old[i], &wanted->at[i], ret_steps, ret_changes);
	for (size_t i = 0; i < by_key.n; i++) {
		const struct zone_line *gone;

		if (by_key.at[i].value.number < 0)
			continue;
		gone = &stored->at[by_key.at[i].value.number];
		*vec_push(arena, ret_steps) = (struct zone_step){gone, NULL};
		ret_changes->n_rows[ZONE_REMOVED]++;
		add_change(arena, ret_changes, ZONE_REMOVED, gone)->old = gone->line;
	}
}

struct str zone_changes_text(struct arena *arena, const struct zone_changes *changes)
{
	struct text text;

	text_init(&text, arena);
	for (size_t i = 0; i < changes->n; i++) {
		const struct zone_change *c = &changes->at[i];

		switch (c->kind) {
		case ZONE_ADDED:
			text_printf(&text, "+ %.*s\n", STR_ARG(c->key));
			break;
		case ZONE_REMOVED:
			text_printf(&text, "- %.*s\n", STR_ARG(c->key));
			break;
		case ZONE_MOVED:
			text_printf(&text, "~ %.*s: moved\n", STR_ARG(c->key));
			break;
		case ZONE_CHANGED:
			text_printf(&text, "~ %.*s: %.*s: \"%.*s\" becomes \"%.*s\"\n",
				    STR_ARG(c->key), STR_ARG(c->column), STR_ARG(c->old),
				    STR_ARG(c->now));
			break;
		}
	}
	text_printf(&text, "%zu rows added, %zu changed, %zu removed, %zu moved.\n",
		    changes->n_rows[ZONE_ADDED], changes->n_rows[ZONE_CHANGED],
		    changes->n_rows[ZONE_REMOVED], changes->n_rows[ZONE_MOVED]);
	return text_str(&text);
}
