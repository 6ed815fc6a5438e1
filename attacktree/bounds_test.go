package attacktree

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

// With a budget that no diagram fits into, the interval holds the truth; with
// enough it is the truth.
func TestBoundsHoldTheTruth(t *testing.T) {
	narrow := 0
	for seed := range uint64(3000) {
		tree := smallTree(seed)
		p := plainChances(seed, len(tree.kinds))
		want := bruteProbability(tree, p)
		a, err := Analyse(context.Background(), tree, Options{MaxNodes: 3})
		if err != nil && !errors.Is(err, ErrBudget) {
			t.Fatal(err)
		}
		low, high, failed := a.Bounds(context.Background(), p)
		if failed != nil || low > want+1e-12 || high < want-1e-12 {
			t.Fatalf("seed %d: %v is not between %v and %v; error %v", seed, want, low, high, failed)
		}
		if err == nil && high-low > 1e-12 {
			t.Fatalf("seed %d: all diagrams are there, and the bounds are %v and %v", seed, low, high)
		}
		if err != nil && high-low < 0.5 {
			narrow++
		}
	}
	if narrow < 500 {
		t.Errorf("only %d bounds without diagrams are narrow", narrow)
	}
}

// Small minimal sets make the lower end good where leaves are rare.
func TestBoundsOfRareTrees(t *testing.T) {
	bounded := 0
	for seed := range uint64(120) {
		tree := likeReal(80).tree(seed)
		p := spreadChances(seed, len(tree.kinds), 1e-4, 1e-3)
		whole, err := Analyse(context.Background(), tree, Options{})
		if err != nil {
			t.Fatal(err)
		}
		want, err := whole.Probability(p)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Analyse(context.Background(), tree, Options{MaxNodes: 60})
		if err == nil || want < 1e-12 {
			continue // what takes many leaves is beyond the sets that are looked for
		}
		bounded++
		a.limit = DefaultMaxNodes
		low, high, err := a.Bounds(context.Background(), p)
		if err != nil || low > want*(1+1e-9) || high < want*(1-1e-9) {
			t.Fatalf("seed %d: %v is not between %v and %v; error %v", seed, want, low, high, err)
		}
		if low < want*0.999 {
			t.Errorf("seed %d: lower end %v of %v", seed, low, want)
		}
	}
	if bounded < 10 {
		t.Errorf("only %d trees were bounded", bounded)
	}
}

// Sets up to an order are those of all sets, with and without a module's function.
func TestMaxOrderLeavesTheSmallSets(t *testing.T) {
	for seed := range uint64(500) {
		tree := smallTree(seed)
		for most := 1; most < 5; most++ {
			a, err := Analyse(context.Background(), tree, Options{MaxOrder: most})
			if err != nil {
				t.Fatal(err)
			}
			var want [][]int
			for _, set := range bruteMinimal(tree) {
				if len(set) <= most {
					want = append(want, set)
				}
			}
			checkSets(t, seed, a, want)
		}
	}
}

func TestMaxOrderOfLargerTrees(t *testing.T) {
	for seed := range uint64(30) {
		for _, imitation := range []imitation{likeReal(60), tightlyKnit(60), likeReal(200), tightlyKnit(150)} {
			tree := imitation.tree(seed)
			full, err := Analyse(context.Background(), tree, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for most := 1; most < 8; most++ {
				want, err := full.Orders(context.Background(), most)
				if err != nil {
					t.Fatal(err)
				}
				// no function fits, so the sets come from the leaves
				a, _ := Analyse(context.Background(), tree, Options{MaxNodes: 10, MaxOrder: most})
				a.limit = DefaultMaxNodes
				got, err := a.Orders(context.Background(), most)
				for len(want) > 0 && want[len(want)-1].Sign() == 0 {
					want = want[:len(want)-1]
				}
				if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("seed %d, %d gates, up to %d: %v, want %v; error %v", seed, imitation.gates, most, got, want, err)
				}
			}
		}
	}
}
