package risk

import (
	"context"
	"errors"
	"fmt"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

// best is the best attack by one measure, or nil if the actor has none.
func (g *grove) best(ctx context.Context, leaves []attacktree.Leaf, who attacktree.Actor, by attacktree.Order) (*Attack, error) {
	found, err := g.diagram.Best(ctx, leaves, who, by, 1)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return g.attack(found[0]), nil
}

func (g *grove) attack(found attacktree.Attack) *Attack {
	a := &Attack{
		Steps:       g.read(found.Leaves),
		Cost:        found.Cost,
		Time:        found.Time,
		Skill:       model.Skill(found.Skill).String(),
		Probability: found.Probability,
	}
	for _, l := range found.Leaves {
		if kindOf(g.steps[l]) != attacktree.Action {
			a.Conditions = append(a.Conditions, g.steps[l].ID)
		}
	}
	return a
}

// attacks fills in what a rational attacker would do, in the current view.
func (a *analysis) attacks(ctx context.Context, s *stage, i int, r *Risk) error {
	leaves := s.grove.leaves(asStated(current).effect(a.model), a.findings)
	who := a.engineActor(s, i, leaves)
	for _, question := range []struct {
		by   attacktree.Order
		into **Attack
	}{
		{attacktree.Cheapest, &r.CheapestAttack},
		{attacktree.Likeliest, &r.LikeliestAttack},
		{attacktree.Quickest, &r.QuickestAttack},
	} {
		found, err := s.grove.best(ctx, leaves, who, question.by)
		if errors.Is(err, attacktree.ErrBudget) {
			a.remark(s.threat.Pos, "threat %s has too many attacks to search: some best attacks are not named", source.Quote(s.threat.ID))
			return nil
		}
		if err != nil {
			return fmt.Errorf("search the attacks of %q: %w", r.ID, err)
		}
		*question.into = found
	}
	r.OnlyAfter = r.CheapestAttack == nil && r.Frequency.Current > 0
	return nil
}

// steps lists every step that an attack or an assumption of the risks names, sorted by id.
func (a *analysis) steps(risks []Risk) []Step {
	named := map[string]bool{}
	for _, r := range risks {
		for _, attack := range []*Attack{r.CheapestAttack, r.LikeliestAttack, r.QuickestAttack} {
			if attack == nil {
				continue
			}
			for _, id := range attack.Steps {
				named[id] = true
			}
		}
		for _, assumed := range r.Assumed {
			if assumed.Step != "" {
				named[assumed.Step] = true
			}
		}
	}
	list := []Step{}
	for _, id := range sorted(named) {
		list = append(list, publicStep(a.model.Step(id)))
	}
	return list
}

func publicStep(s *model.Step) Step {
	return Step{ID: s.ID, Title: s.Title, Kind: s.Kind, Position: s.Pos}
}
