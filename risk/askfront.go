package risk

import (
	"cmp"
	"context"
	"slices"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// Aim is one number of an attack that a front weighs against others.
type Aim string

// The aims: the less cost and time, the more probability and damage the better.
// Time is that of many hands, the longest of an attack's leaves.
const (
	AimCost        Aim = "cost"
	AimProbability Aim = "probability"
	AimTime        Aim = "time"
	AimDamage      Aim = "damage"
)

// compared is how many attacks a front may be chosen from one by one.
const compared = 100_000

// front weighs cost against probability, or what was asked for, as far as the file
// has the numbers.
func (a *asking) front(ctx context.Context) error {
	aims := a.Front
	usual := len(aims) == 0 || slices.Equal(aims, []Aim{AimCost, AimProbability})
	if len(aims) == 0 {
		aims = []Aim{AimCost, AimProbability}
	}
	if slices.ContainsFunc(aims, a.unknown) {
		return nil
	}
	a.answer.Aims = aims
	if usual && a.Tree.Coherent() {
		return a.usualFront(ctx)
	}
	if a.allAttacks() {
		return a.engineFront(ctx, aims)
	}
	return a.chosenFront(ctx, aims)
}

// allAttacks reports whether every minimal set is something that somebody can do.
func (a *asking) allAttacks() bool {
	for i, kind := range a.Kinds {
		if kind != attacktree.Action || a.Leaves[i].Probability == 0 {
			return false
		}
	}
	return true
}

// engineFront asks for a front over all minimal sets.
func (a *asking) engineFront(ctx context.Context, aims []Aim) error {
	by := make([]attacktree.Aim, len(aims))
	for i, aim := range aims {
		by[i] = map[Aim]attacktree.Aim{
			AimCost: attacktree.Cost, AimProbability: attacktree.Probability, AimTime: attacktree.Time, AimDamage: attacktree.Damage,
		}[aim]
	}
	points, err := a.analysis.Front(ctx, a.Leaves, by...)
	for _, p := range points {
		a.answer.Front = append(a.answer.Front, aimed(aims, p))
	}
	return err
}

func (a *asking) unknown(aim Aim) bool {
	return aim == AimCost && a.Lacks.Costs || aim == AimTime && a.Lacks.Times || aim == AimProbability && a.Lacks.Probabilities
}

// usualFront asks the diagram, which makes no more attacks than it needs.
func (a *asking) usualFront(ctx context.Context) error {
	d, err := a.diagram(ctx)
	if err != nil {
		return err
	}
	points, err := d.Front(ctx, a.Leaves, anybody())
	for _, p := range points {
		a.answer.Front = append(a.answer.Front, []float64{p.Cost, p.Probability})
	}
	return err
}

// chosenFront compares all attacks one by one, if they are not too many: among the
// minimal sets are some that nobody can do.
func (a *asking) chosenFront(ctx context.Context, aims []Aim) error {
	count, err := a.analysis.Count(ctx)
	if err != nil {
		return err
	}
	if !count.IsInt64() || count.Int64() > compared {
		return attacktree.ErrBudget
	}
	sets, err := a.analysis.List(ctx, a.Leaves, attacktree.Smallest, compared)
	if err != nil {
		return err
	}
	var points [][]float64
	for _, set := range sets {
		if a.isAttack(set) {
			points = append(points, aimed(aims, set))
		}
	}
	a.answer.Front = undominated(aims, points)
	return nil
}

func aimed(aims []Aim, set attacktree.Attack) []float64 {
	point := make([]float64, len(aims))
	for i, aim := range aims {
		point[i] = map[Aim]float64{AimCost: set.Cost, AimProbability: set.Probability, AimTime: set.Time, AimDamage: set.Damage}[aim]
	}
	return point
}

// undominated keeps the points that no other is at least as good as in all aims,
// the best in the first aim first.
func undominated(aims []Aim, points [][]float64) [][]float64 {
	slices.SortFunc(points, func(p, q []float64) int {
		for i, aim := range aims {
			if c := cmp.Compare(aim.loss(p[i]), aim.loss(q[i])); c != 0 {
				return c
			}
		}
		return 0
	})
	var front [][]float64
	for _, p := range points {
		beaten := slices.ContainsFunc(front, func(q []float64) bool {
			for i, aim := range aims {
				if aim.loss(q[i]) > aim.loss(p[i]) {
					return false
				}
			}
			return true
		})
		if !beaten {
			front = append(front, p)
		}
	}
	return front
}

// loss is a number of which less is better.
func (aim Aim) loss(x float64) float64 {
	if aim == AimProbability || aim == AimDamage {
		return -x
	}
	return x
}
