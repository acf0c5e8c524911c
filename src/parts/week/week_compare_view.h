/* /schools/{school}/week/compare: plans side by side, of one school (week_compare.h). */
#ifndef WEFT_PARTS_WEEK_WEEK_COMPARE_VIEW_H
#define WEFT_PARTS_WEEK_WEEK_COMPARE_VIEW_H

#include "kit/html/elements.h"
#include "kit/html/form.h"
#include "kit/html/page.h"

struct compare_page {
	struct page page;
	const struct empty_state *empty;
	struct form choose;
	struct form_choice a, b;
	struct table table;
};

#endif
