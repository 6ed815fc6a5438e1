package risk_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/risk"
)

// bridge is a tree with sharing: the top needs a and b, b and c, or a, c and d.
func bridge(t *testing.T) risk.Subject {
	t.Helper()
	var b attacktree.Builder
	leaf := make([]attacktree.Node, 4)
	s := risk.Subject{Name: "bridge", IDs: []string{"a", "b", "c", "d"}, Kinds: make([]attacktree.Kind, 4), Gates: 4}
	for i := range leaf {
		leaf[i] = b.Leaf(attacktree.Action)
		s.Leaves = append(s.Leaves, attacktree.Leaf{Probability: 0.5, Cost: float64(10 * (i + 1)), Time: float64(4 - i), Damage: 1})
	}
	top := b.Any(b.All(leaf[0], leaf[1]), b.All(leaf[1], leaf[2]), b.All(leaf[0], leaf[2], leaf[3]))
	var err error
	if s.Tree, err = b.Tree(top); err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(t *testing.T, s risk.Subject, q risk.Questions) *risk.Answer {
	t.Helper()
	a, err := risk.Ask(context.Background(), s, q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAskAnswersExactlyWhatItCan(t *testing.T) {
	a := ask(t, bridge(t), risk.Questions{By: attacktree.Smallest, Importance: true})
	near(t, "probability", *a.Probability, 0.4375) // 7 of 16 outcomes
	equal(t, "exact", a.Exact, true)
	equal(t, "bounds", a.Bounds, nil)
	equal(t, "count", a.MinimalSets.Count, risk.Count("3"))
	equal(t, "cheapest", a.Cheapest.Steps, []string{"a", "b"})
	equal(t, "quickest", a.Quickest.Time, 3)
	equal(t, "front", a.Front, [][]float64{{30, 0.25}})
	equal(t, "most important", a.Importance[0].Leaf, "b")
}

func TestWhatIsOverBudgetIsBoundedAndEstimated(t *testing.T) {
	a := ask(t, bridge(t), risk.Questions{MaxNodes: 1, Samples: 10_000, Importance: true})
	if a.Exact || a.Probability != nil || a.Bounds == nil || a.Estimate == nil {
		t.Fatalf("%+v", a)
	}
	for _, ends := range [][2]float64{*a.Bounds, a.Estimate.Interval} {
		if ends[0] > 0.4375 || ends[1] < 0.4375 {
			t.Errorf("0.4375 is not in %v", ends)
		}
	}
	equal(t, "over budget", a.OverBudget[0], "probability")
	equal(t, "count", a.MinimalSets.Count, risk.Count(""))
}

func TestWhatNobodyStatedIsNotAnswered(t *testing.T) {
	s := bridge(t)
	s.Lacks = risk.Lacking{Probabilities: true, Costs: true, Times: true, Days: true}
	a := ask(t, s, risk.Questions{Samples: 100, Importance: true})
	if a.Probability != nil || a.Exact || a.Estimate != nil || a.Importance != nil || a.Cheapest != nil || a.Likeliest != nil || a.Quickest != nil || a.Front != nil {
		t.Errorf("%+v", a)
	}
	equal(t, "count", a.MinimalSets.Count, risk.Count("3"))
}

func TestAnAttackHidesWhatNobodyStated(t *testing.T) {
	for _, test := range []struct {
		lacks risk.Lacking
		want  string
	}{
		{risk.Lacking{}, `{"steps":["a"],"cost":0,"time_days":2,"probability":0.5}`},
		{risk.Lacking{Days: true}, `{"steps":["a"],"cost":0,"time":2,"probability":0.5}`},
		{risk.Lacking{Days: true, Costs: true, Times: true, Probabilities: true}, `{"steps":["a"],"cost":null,"probability":null}`},
	} {
		got, err := json.Marshal(risk.Attack{Steps: []string{"a"}, Time: 2, Probability: 0.5, Lacks: test.lacks})
		equal(t, "error", err, nil)
		equal(t, "attack", string(got), test.want)
	}
}

func TestFrontsOfAnyAims(t *testing.T) {
	a := ask(t, bridge(t), risk.Questions{Front: []risk.Aim{risk.AimTime, risk.AimDamage, risk.AimCost}})
	equal(t, "front", a.Front, [][]float64{{3, 2, 50}, {4, 3, 80}, {4, 2, 30}})
}

func TestAskEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := risk.Ask(ctx, bridge(t), risk.Questions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestCountsAndNumbersAsJSON(t *testing.T) {
	huge, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	got, err := json.Marshal(struct {
		Orders      risk.ByOrder
		Count, None risk.Count
		Far, Near   risk.Number
	}{risk.ByOrder{new(big.Int), big.NewInt(3), new(big.Int), huge}, "12", "", risk.Number(math.Inf(1)), 0.5})
	equal(t, "error", err, nil)
	equal(t, "JSON", string(got), `{"Orders":{"1":3,"3":123456789012345678901234567890},"Count":12,"None":null,"Far":"inf","Near":0.5}`)
}
