package diagram

import (
	"fmt"
	"strings"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// excerpt is a tree, or one branch of it, as a picture and its words show it.
type excerpt struct {
	tree   *risk.Tree
	root   *risk.Branch
	marked map[*risk.Branch]bool // on the cheapest way in
}

func newExcerpt(t *risk.Tree, root *risk.Branch) excerpt {
	e := excerpt{tree: t, root: root, marked: map[*risk.Branch]bool{}}
	cheapest(t.Root, e.marked)
	return e
}

func (e excerpt) whole() bool { return e.root == e.tree.Root }

func (e excerpt) title() string {
	if e.whole() {
		return question(e.tree.Title)
	}
	return fmt.Sprintf("Branch %s of: %s", e.root.Number, question(e.tree.Title))
}

// chance is the number of the goal or of the branch.
func (e excerpt) chance() string {
	if e.whole() {
		return goalChance(e.tree)
	}
	return chanceOrShut(e.root, e.tree.Horizon)
}

// cheapestWay is the finding of the picture in one sentence.
func (e excerpt) cheapestWay() string {
	line := "The thick orange line is the cheapest way in"
	if !e.whole() {
		line += ", as far as it leads through this branch"
	}
	actions, conditions := e.way()
	switch {
	case len(actions) > 0 && len(conditions) > 0:
		return line + ": " + sentence(some(actions, 4)+", if "+some(conditions, 2))
	case len(actions) > 0:
		return line + ": " + sentence(some(actions, 4))
	case e.whole() || len(e.marked) == 0:
		return noWay(e.tree)
	case len(conditions) > 0:
		return line + ": it is open if " + sentence(some(conditions, 2))
	}
	return "The cheapest way in does not lead through this branch."
}

// way names the steps of the cheapest attack, those that are luck apart.
func (e excerpt) way() (actions, conditions []string) {
	walk(e.root, func(b *risk.Branch) {
		switch title := within(canvas.Shorten(b.Title, 80)); {
		case len(b.Children) > 0 || !e.marked[b]:
		case b.Kind == model.Action:
			actions = append(actions, title)
		default:
			conditions = append(conditions, title)
		}
	})
	return actions, conditions
}

// noWay says why there is no cheapest attack.
func noWay(t *risk.Tree) string {
	switch {
	case luckOf(t.Root).actions && t.Root.Probability.Current > 0:
		return planner(t) + " plan it: every way in needs an accident first, or is out of reach."
	case t.Root.Probability.Current > 0:
		return "No attacker is needed: it can happen by itself."
	case t.Attacker != "":
		return "Every way in is shut today, or out of this attacker's reach."
	}
	return "Every way in is shut today."
}

// planner is who cannot plan what needs luck.
func planner(t *risk.Tree) string {
	if t.Attacker != "" {
		return "This attacker cannot"
	}
	return "Nobody can"
}

// holds reports whether the branch of a number lies in the excerpt.
func (e excerpt) holds(number string) bool {
	return e.whole() || number == e.root.Number || strings.HasPrefix(number, e.root.Number+".")
}
