package attacktree

import (
	"context"
	"errors"

	"github.com/stormtree-dev/stormtree/attacktree/internal/bdd"
)

// Attempt returns the chance that one attempt of one actor, or an accident,
// reaches the root, and whether that is exact (else it is an upper bound). It is
// linear in the diagram unless limits exclude some attacks.
func (d *Diagram) Attempt(ctx context.Context, leaves []Leaf, who Actor) (p float64, exact bool, err error) {
	if err := errors.Join(d.tree.checkLeaves(leaves), d.tree.checkActor(who)); err != nil {
		return 0, false, err
	}
	d.begin()
	v := d.tree.see(leaves, who)
	root, exact, err := d.reached(ctx, v)
	if err != nil {
		return 0, false, err
	}
	return d.plain.Chance(root, byLevel(d.plain.order, v.chance)), exact, ctx.Err()
}

// reached is the function of all sets that a view allows, accidents included.
func (d *Diagram) reached(ctx context.Context, v view) (root bdd.Ref, exact bool, err error) {
	f := d.plain
	if dear, slow := d.mayBreak(v); !dear && !slow && !d.clash {
		return f.root, true, nil
	}
	if err := d.prepare(ctx, f); err != nil {
		return bdd.False, false, err
	}
	attack, rough, err := d.attacks(ctx, f, v)
	if err != nil || rough || !f.split {
		return f.root, false, err
	}
	f.Start(ctx)
	d.effort.meter(f, perApply, func() { root = f.Or(attack, f.accident) })
	if err := budget(f.Err()); errors.Is(err, ErrBudget) {
		return f.root, false, nil
	}
	return root, true, f.Err()
}
