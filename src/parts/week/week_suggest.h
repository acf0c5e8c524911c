/* What the pages of suggestions share. */
#ifndef WEFT_PARTS_WEEK_WEEK_SUGGEST_H
#define WEFT_PARTS_WEEK_WEEK_SUGGEST_H

#include "parts/week/week_wish.h"

/* "40 min more together", "Gives up a wish"; the text is empty where nothing is gained or lost. */
struct badge week_gain_badge(const struct week_visit *visit, const struct week_wished *wished);

#endif
