package attacktree

import (
	"context"
	"errors"
	"math/big"
)

// Sets counts the minimal sets (accidents included) of leaves that are possible
// (probability above 0, within the actor's reach and limits) and lists the first
// limit of them, smallest first, then by leaf numbers. Counting is linear in the
// diagram of the sets unless a limit excludes some of them; listing costs a step per leaf.
func (d *Diagram) Sets(ctx context.Context, leaves []Leaf, who Actor, limit int) (count *big.Int, sets [][]int, err error) {
	if err := errors.Join(d.tree.checkLeaves(leaves), d.tree.checkActor(who)); err != nil {
		return nil, nil, err
	}
	d.begin()
	v := d.tree.see(leaves, who)
	w, family, _, err := d.within(ctx, v)
	if err != nil {
		return nil, nil, err
	}
	s := d.newSearch(ctx, w, v)
	s.ranking = []measure{steps}
	s.start(family)
	sets = [][]int{}
	for len(sets) < limit {
		p, err := s.next()
		if err != nil {
			return nil, nil, err
		}
		if p == nil {
			break
		}
		sets = append(sets, s.leaves(p))
	}
	return w.Count(family), sets, nil
}
