/* Rows of the kinds that elementary schools need besides the standard's. */
#include "engine/proof/model.h"

void model_constrain_school(struct model *model)
{
	(void)model;
}
