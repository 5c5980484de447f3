"""
Questions about a purchase: asked under a name of their own, answered to all (实施条例52).

Who asks is not kept where anybody reads it: a department that learns who is interested can favour
or frighten them, and a public list of askers is a list of bidders for whoever wants to collude.
"""
