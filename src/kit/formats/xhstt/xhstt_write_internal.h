/* What the files that write an archive share. */
#ifndef WEFT_KIT_FORMATS_XHSTT_XHSTT_WRITE_INTERNAL_H
#define WEFT_KIT_FORMATS_XHSTT_XHSTT_WRITE_INTERNAL_H

#include "kit/formats/xhstt/xhstt.h"
#include "kit/formats/xml/xml_write.h"

struct writing {
	struct xml_writer xml;
	struct xhstt_write_options options;
	const struct weft_instance *instance; /* the one being written */
};

/* <Name Reference="id"/>, and <Name Id="id"> left open. */
void xhstt_put_reference(struct writing *w, const char *name, struct str id);
void xhstt_open_with_id(struct writing *w, const char *name, struct str id);

bool xhstt_put_instance(struct writing *w, const struct weft_instance *instance, struct err *err);

/* All constraints of the instance, kind by kind. */
bool xhstt_put_constraints(struct writing *w, struct err *err);

#endif
