/* elements: what pages are made of besides their frame (page.h) and forms (form.h).
 *
 * Each struct is drawn by the template function of the same name in
 * elements.html or table.html. State is always said in words; colour and signs
 * come on top.
 */
#ifndef WEFT_KIT_HTML_ELEMENTS_H
#define WEFT_KIT_HTML_ELEMENTS_H

#include "kit/html/html.h"
#include "kit/html/page.h"

/* The kinds of time, at most eight, each with a colour, a pattern and a code. */
enum time_kind {
	KIND_OTHER, /* arrival, dismissal, duty */
	KIND_CORE,
	KIND_SPECIALS,
	KIND_LUNCH,
	KIND_RECESS,
	KIND_WIN,
	KIND_TEAM,
	KIND_LAB,
	KIND_PLANNING, /* of one's own, not with the team */
};
enum { N_TIME_KINDS = KIND_PLANNING + 1 };

/* "core": the class of its blocks is kind-core. */
const char *time_kind_class(enum time_kind kind);
/* "CO": stands on each block, also in grey print. */
const char *time_kind_code(enum time_kind kind);
/* English, a key for lang_text(). Schools may use words of their own. */
const char *time_kind_name(enum time_kind kind);

/* A mark of state, always with words. */
enum badge_kind { BADGE_PLAIN, BADGE_GOOD, BADGE_WARN, BADGE_BAD, BADGE_INFO };
struct badge {
	enum badge_kind kind;
	struct str text;
};

/* A figure that links to its rows. */
struct stat_tile {
	struct str label;   /* "Team time this week" */
	struct str value;   /* "5 of 6 teams" */
	struct str detail;  /* "Grade 4 has 35 of 60 min"; may be empty */
	struct str url;     /* its rows */
	struct badge badge; /* text empty: none */
};

/* What an empty page says: what would stand here, and the next step. */
struct empty_state {
	struct str title, text;
	struct page_link step; /* text empty: none */
	struct page_link more; /* a second way; text empty: none */
};

/* A list of steps with their state (the yearly set-up). */
enum task_state { TASK_TO_DO, TASK_STARTED, TASK_DONE, TASK_BLOCKED };
struct task {
	struct str text, hint, url; /* url empty: cannot begin yet, hint says why */
	enum task_state state;
};
struct task_list {
	struct str caption;
	const struct task *task;
	size_t n;
};

/* A job that runs. permille < 0: it is not known how far it is. */
struct progress {
	struct str label, message;
	int64_t permille;
	struct str stream_url; /* its news (kit/jobs/job_news.h); empty: none */
	struct str status_url; /* the same to be asked for, where no news get through */
	struct str poll_url;   /* the page that shows how far it is now: loaded at the end, and by
				* the link "Refresh" */
	struct str cancel_url; /* POST; empty: cannot be stopped */
	struct str csrf;
};

/* A dialog that works without script: a <details> that opens in place. What it holds
 * stands between disclosure_begin() and disclosure_end(). */
struct disclosure {
	struct str summary;
	bool open;
	bool danger;
};

/* A card; what it holds stands between card_begin() and card_end(). */
struct card {
	struct str title;
	struct str url; /* of the title; may be empty */
	struct badge badge;
	enum time_kind kind; /* a coloured edge; KIND_OTHER: none */
};

enum column_align { ALIGN_TEXT, ALIGN_NUMBER };
enum column_sort { SORT_NONE, SORT_UP, SORT_DOWN };

struct table_column {
	struct str text;
	enum column_align align;
	struct str sort_url; /* the same page sorted by this column; empty: cannot be sorted */
	enum column_sort sort;
	bool row_header; /* the column that names the row */
};

struct table_cell {
	struct str text;
	struct str url;          /* empty: plain */
	struct badge badge;      /* after the text; text empty: none */
	struct html_safe markup; /* instead of text */
};

/* cell has n_rows * n_columns cells, row by row. On a narrow window each row becomes
 * a small list with the columns' names. Pages with richer cells write their own rows
 * between table_begin() and table_end(). */
struct table {
	struct str caption;
	bool hide_caption; /* say it to screen readers only */
	const struct table_column *column;
	size_t n_columns;
	const struct table_cell *cell;
	size_t n_rows;
	const struct table_cell *total;  /* n_columns cells of a last row, or NULL */
	const struct empty_state *empty; /* shown instead when there are no rows; may be NULL */
};

/* Where a long list goes on. */
struct pager {
	struct str newer_url, older_url; /* empty: none */
	struct str text;                 /* "1–50 of 212" */
};

#endif
