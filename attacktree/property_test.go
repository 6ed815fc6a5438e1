package attacktree_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// eachSample tries a property on generated samples, until one fails.
func eachSample(t *testing.T, count uint64, property func(t *testing.T, s *sample, d *attacktree.Diagram)) {
	t.Helper()
	if underRace {
		count /= 10
	}
	for seed := range count {
		s := generate(seed)
		d, _ := s.diagram(t, attacktree.Options{})
		property(t, s, d)
		if t.Failed() {
			t.Fatalf("seed %d: %s", seed, s.describe())
		}
	}
}

var approximately = cmpopts.EquateApprox(1e-9, 1e-12)

func check(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, approximately, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestAttemptIsTheUnionOfAllowedSets(t *testing.T) {
	eachSample(t, 2000, func(t *testing.T, s *sample, d *attacktree.Diagram) {
		for _, who := range append(s.actors, nobodyLimits()) {
			got, exact, err := d.Attempt(context.Background(), s.leaves, who)
			if err != nil || !exact {
				t.Fatalf("exact %v, error %v", exact, err)
			}
			sets := s.allowed(who)
			if who.Budget < 0 || who.Time < 0 {
				continue
			}
			check(t, "chance", got, s.union(sets))
			if len(sets) <= 8 {
				check(t, "by inclusion and exclusion", got, s.inclusionExclusion(sets))
			}
		}
	})
}

func TestCampaignIsItsDefinition(t *testing.T) {
	eachSample(t, 2000, func(t *testing.T, s *sample, d *attacktree.Diagram) {
		got := must[attacktree.Campaign](t)(d.Campaign(context.Background(), s.leaves, s.actors))
		check(t, "campaign", got, s.campaign())
	})
}

func TestSetsAreTheMinimalSetsWithinLimits(t *testing.T) {
	eachSample(t, 1000, func(t *testing.T, s *sample, d *attacktree.Diagram) {
		for _, who := range append(s.actors, nobodyLimits()) {
			var want [][]int
			for _, m := range s.allowed(who) {
				want = append(want, m.leaves())
			}
			slices.SortFunc(want, func(a, b []int) int {
				if len(a) != len(b) {
					return len(a) - len(b)
				}
				return slices.Compare(a, b)
			})
			count, got, err := d.Sets(context.Background(), s.leaves, who, 1000)
			if err != nil {
				t.Fatal(err)
			}
			check(t, "sets", got, want)
			check(t, "count", count.Int64(), int64(len(want)))
			_, few, _ := d.Sets(context.Background(), s.leaves, who, 2)
			check(t, "first sets", few, want[:min(2, len(want))])
		}
	})
}

func TestBestIsTheRankingOfAllPlans(t *testing.T) {
	eachSample(t, 1000, func(t *testing.T, s *sample, d *attacktree.Diagram) {
		for _, who := range append(s.actors, nobodyLimits()) {
			for _, by := range []attacktree.Order{attacktree.Cheapest, attacktree.Likeliest, attacktree.Quickest} {
				want := ranked(s.plans(who), by)
				check(t, "all", must[[]attacktree.Attack](t)(d.Best(context.Background(), s.leaves, who, by, 1000)), want)
				check(t, "best two", must[[]attacktree.Attack](t)(d.Best(context.Background(), s.leaves, who, by, 2)), want[:min(2, len(want))])
			}
		}
	})
}

func TestFrontIsTheParetoFront(t *testing.T) {
	eachSample(t, 1000, func(t *testing.T, s *sample, d *attacktree.Diagram) {
		for _, who := range append(s.actors, nobodyLimits()) {
			got := must[[]attacktree.Attack](t)(d.Front(context.Background(), s.leaves, who))
			check(t, "front", got, front(s.plans(who)))
			cheapest := must[[]attacktree.Attack](t)(d.Best(context.Background(), s.leaves, who, attacktree.Cheapest, 1))
			check(t, "its first point is the cheapest attack", got[:min(1, len(got))], cheapest)
		}
	})
}

func TestNodeProbabilitiesAreThoseOfWorlds(t *testing.T) {
	for seed := range uint64(1000) {
		s := generate(seed)
		d, nodes := s.diagram(t, attacktree.Options{})
		can := s.actors[0].Can
		got := must[[]float64](t)(d.NodeProbabilities(context.Background(), s.leaves, can))
		for leaf, able := range can {
			if !able && s.kinds[leaf] == attacktree.Action {
				s.leaves[leaf].Probability = 0
			}
		}
		for p, n := range nodes {
			want := 0.0
			s.everything().each(func(world mask) {
				if s.holds(p, world) {
					want += s.chance(world, s.everything())
				}
			})
			check(t, "node", got[n], want)
		}
		if t.Failed() {
			t.Fatalf("seed %d: %s", seed, s.describe())
		}
	}
}

// Every number falls, or stays, when any leaf falls.
func TestNothingRisesWhenALeafFalls(t *testing.T) {
	eachSample(t, 500, func(t *testing.T, s *sample, d *attacktree.Diagram) {
		before := must[attacktree.Campaign](t)(d.Campaign(context.Background(), s.leaves, s.actors))
		for leaf := range s.leaves {
			lower := slices.Clone(s.leaves)
			lower[leaf].Probability /= 2
			after := must[attacktree.Campaign](t)(d.Campaign(context.Background(), lower, s.actors))
			rises := after.Accident > before.Accident+1e-12 || after.Likelihood > before.Likelihood+1e-12
			for i, row := range after.Rows {
				rises = rises || row.Frequency > before.Rows[i].Frequency+1e-12 || row.Likelihood > before.Rows[i].Likelihood+1e-12
			}
			if rises {
				t.Errorf("halving leaf %d: %+v after %+v", leaf, after, before)
			}
		}
	})
}

// A tight budget may cost exactness, never correctness: what is not exact is above.
func TestUpperBoundsAreAbove(t *testing.T) {
	bounds := 0
	for seed := range uint64(300) {
		s := generate(seed)
		d := s.starved(t)
		if d == nil {
			continue
		}
		got, err := d.Campaign(context.Background(), s.leaves, s.actors)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		want := s.campaign()
		check(t, "accident", got.Accident, want.Accident)
		for i, row := range got.Rows {
			if row.UpperBound {
				bounds++
			}
			bounded(t, row.UpperBound, row.Likelihood, want.Rows[i].Likelihood)
			bounded(t, row.UpperBound, row.Frequency, want.Rows[i].Frequency)
		}
		bounded(t, got.UpperBound, got.Likelihood, want.Likelihood)
		if t.Failed() {
			t.Fatalf("seed %d: %s", seed, s.describe())
		}
	}
	if bounds == 0 {
		t.Error("no budget was tight enough")
	}
}

func bounded(t *testing.T, bound bool, got, want float64) {
	t.Helper()
	if got < want-1e-12 || !bound && got > want+1e-12 {
		t.Errorf("%v (upper bound: %v), but the truth is %v", got, bound, want)
	}
}

// starved compiles with the least budget that suffices, or not at all.
func (s *sample) starved(t *testing.T) *attacktree.Diagram {
	tree, _ := s.tree(t)
	for limit := 3; limit < 200; limit++ {
		if d, err := attacktree.Compile(context.Background(), tree, attacktree.Options{MaxNodes: limit}); err == nil {
			return d
		}
	}
	return nil
}

// A simulation of horizons agrees within six standard deviations.
func TestSimulationAgrees(t *testing.T) {
	const horizons = 20000
	for _, seed := range []uint64{3, 14, 15, 92, 65} {
		s := generate(seed)
		d, _ := s.diagram(t, attacktree.Options{})
		want := must[attacktree.Campaign](t)(d.Campaign(context.Background(), s.leaves, s.actors))
		hits := s.simulate(rand.New(rand.NewPCG(seed, 1)), horizons)
		deviation := math.Sqrt(want.Likelihood * (1 - want.Likelihood) / horizons)
		if got := float64(hits) / horizons; math.Abs(got-want.Likelihood) > 6*deviation+1e-9 {
			t.Errorf("seed %d: simulated %v, exact %v", seed, got, want.Likelihood)
		}
	}
}

// simulate counts the horizons in which something happens.
func (s *sample) simulate(r *rand.Rand, horizons int) (hits int) {
	accidents := slices.DeleteFunc(s.minimal(), func(m mask) bool { return m&^s.luck() != 0 })
	attacks := make([][]mask, len(s.actors))
	for i, who := range s.actors {
		attacks[i] = s.attacks(who)
	}
	for range horizons {
		luck := s.draw(r, s.luck())
		hit := some(accidents, luck)
		for i, who := range s.actors {
			for range attempts(r, who) {
				hit = some(attacks[i], luck|s.draw(r, s.everything()&^s.luck())) || hit
			}
		}
		if hit {
			hits++
		}
	}
	return hits
}

func (s *sample) draw(r *rand.Rand, among mask) (world mask) {
	for _, leaf := range among.leaves() {
		if r.Float64() < s.leaves[leaf].Probability {
			world |= 1 << leaf
		}
	}
	return world
}

// attempts draws from the Poisson distribution by counting exponential gaps.
func attempts(r *rand.Rand, who attacktree.Actor) (count int) {
	if who.Once {
		return 1
	}
	for t := r.ExpFloat64(); t < who.Attempts; t += r.ExpFloat64() {
		count++
	}
	return count
}
