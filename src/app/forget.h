/* forget: deleting what has been kept as long as promised (held.h says how long). */
#ifndef WEFT_APP_FORGET_H
#define WEFT_APP_FORGET_H

#include "app/app.h"

/* One round: ended sessions and links, old absences. Doing it twice changes nothing. */
bool app_forget(const struct app *app, struct err *err);

#endif
