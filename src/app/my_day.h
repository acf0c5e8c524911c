/* my_day: what the parts after the week add to somebody's own day: labs, standing in. */
#ifndef WEFT_APP_MY_DAY_H
#define WEFT_APP_MY_DAY_H

#include "app/app.h"

struct week_adder app_my_day(struct app *app);

#endif
