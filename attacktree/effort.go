package attacktree

// effort is what all questions to a diagram together may still spend on what can
// explode. It is counted in steps, never in time: the same questions in the same
// order give the same answers on any machine. Each question has a small allowance
// of its own, so that easy ones stay exact whatever was asked before. Beyond it,
// once the effort is spent, limits on whole attacks give bounds, and what can only
// be listed ends in ErrBudget.
type effort struct {
	left      int // for all questions
	allowance int // of each question
	own       int // left of this question's allowance
}

// What things weigh. The unit is a visit of one node of a diagram, some tens of
// nanoseconds.
const (
	perLimit    = 64 // what a diagram has, for each node of its limit
	perSum      = 16 // a step that adds up costs
	perApply    = 2  // a step that joins functions
	perStep     = 8  // a step of a search
	perTuple    = 16 // a world of a campaign
	leastOfAll  = 1 << 12
	perTreeNode = 16 // of an allowance: every question is linear anyway
)

func newEffort(limit, nodes int) *effort {
	return &effort{left: perLimit * limit, allowance: max(leastOfAll, limit/64) + perTreeNode*nodes}
}

// renew begins a question.
func (e *effort) renew() { e.own = e.allowance }

func (e *effort) take(work int) {
	own := min(e.own, work)
	e.own -= own
	e.left -= work - own
}

func (e *effort) rest() int { return e.own + max(0, e.left) }

func (e *effort) spent() bool { return e.rest() <= 0 }

// stepper is a diagram that counts its steps.
type stepper interface {
	Steps() int
	Allow(steps int)
}

// meter charges what is done in a table, and ends it with the effort.
func (e *effort) meter(t stepper, weight int, do func()) {
	before := t.Steps()
	t.Allow(e.rest() / weight)
	do()
	e.take(weight * (t.Steps() - before))
}
