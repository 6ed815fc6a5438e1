package diagram

import (
	"fmt"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// What fits on one page and still can be read.
const (
	maxSteps  = 20   // leaves of a tree that is drawn whole
	maxDepth  = 6    // levels below the goal
	maxPlaces = 2000 // boxes of the largest tree that is drawn at all
)

// folded reports whether a branch at this depth (the root's children are 1) is
// drawn as one card that only counts what is inside.
type folded func(b *risk.Branch, depth int) bool

// foldingOf folds a tree with too many steps at the greatest depth at which few
// enough remain. A part that was drawn before is folded everywhere else.
func foldingOf(root *risk.Branch, whole bool) folded {
	limit := maxDepth
	for !whole && limit > 1 && visible(root, below(limit), 0) > maxSteps {
		limit--
	}
	if whole {
		limit = maxPlaces
	}
	return below(limit)
}

func below(limit int) folded {
	return func(b *risk.Branch, depth int) bool {
		return len(b.Children) > 0 && (depth >= limit || depth > 0 && b.SeeNumber != "")
	}
}

// visible counts the cards without children.
func visible(b *risk.Branch, fold folded, depth int) int {
	if len(b.Children) == 0 || fold(b, depth) {
		return 1
	}
	n := 0
	for _, c := range b.Children {
		n += visible(c, fold, depth+1)
	}
	return n
}

// steps counts the leaves of a branch.
func steps(b *risk.Branch) int {
	return visible(b, func(*risk.Branch, int) bool { return false }, 0)
}

// branchAt finds the branch of a number; the root answers to "".
func branchAt(root *risk.Branch, number string) (*risk.Branch, error) {
	if number == "" {
		return root, nil
	}
	var find func(b *risk.Branch) *risk.Branch
	find = func(b *risk.Branch) *risk.Branch {
		if b.Number == number {
			return b
		}
		for _, c := range b.Children {
			if found := find(c); found != nil {
				return found
			}
		}
		return nil
	}
	if b := find(root); b != nil {
		return b, nil
	}
	return nil, fmt.Errorf("%w %q", ErrNoBranch, number)
}

// cheapest marks the cheapest attack: where one child of a gate is enough, one
// is marked, even if its steps stand elsewhere in the tree too.
func cheapest(b *risk.Branch, marked map[*risk.Branch]bool) {
	if !reached(b) {
		return
	}
	marked[b] = true
	room := len(b.Children)
	switch b.Gate {
	case model.GateAny:
		room = 1
	case model.GateAtLeast:
		room = b.AtLeast
	}
	for _, c := range b.Children {
		if room > 0 && reached(c) {
			cheapest(c, marked)
			room--
		}
	}
}

// reached reports whether a branch holds a step of the cheapest attack.
func reached(b *risk.Branch) bool {
	if len(b.Children) == 0 {
		return b.Critical
	}
	for _, c := range b.Children {
		if reached(c) {
			return true
		}
	}
	return false
}
