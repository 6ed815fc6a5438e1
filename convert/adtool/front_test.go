package adtool

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/attacktree"
	"github.com/stormtree-dev/stormtree/convert/tree"
)

const public = "../../../shared/data/attack-defence-trees"

// answers is what is known about a public tree.
type answers struct {
	Attacks  int      `json:"attack_leaves"`
	Defences int      `json:"defence_leaves"`
	Exact    [][2]any `json:"exact"`
}

func readAnswers(t *testing.T) map[string]answers {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(public, "expected.json"))
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no corpus: %v", err)
		}
		t.Skipf("no corpus: %v", err)
	}
	var all map[string]answers
	if err := json.Unmarshal(text, &all); err != nil || len(all) < 20 {
		t.Fatalf("%d answers: %v", len(all), err)
	}
	return all
}

func publicTree(t *testing.T, name string) (*tree.Graph, *tree.Document) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(public, name))
	if err != nil {
		t.Fatal(err)
	}
	g, problems := ReadGraph(name, text)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	d, problems := g.Resolve("")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return g, d
}

// Equal labels are one event: each public tree has as many as its answers say.
func TestPublicTreesHaveTheirEvents(t *testing.T) {
	for name, want := range readAnswers(t) {
		_, d := publicTree(t, name)
		var attacks, defences int
		for _, l := range d.Leaves {
			if l.Kind == attacktree.Defence {
				defences++
			} else {
				attacks++
			}
		}
		if attacks != want.Attacks || defences != want.Defences {
			t.Errorf("%s: %d attacks and %d defences, want %d and %d", name, attacks, defences, want.Attacks, want.Defences)
		}
	}
}

const mostEvents = 17 // whose subsets are tried

// The meaning of nodes and labels: trying all subsets of events finds the known
// front. The subsets are tried on the tree JSON that the reader's graph gives, by
// an evaluation that shares nothing with the engine.
func TestPublicTreesHaveTheirFronts(t *testing.T) {
	tried := 0
	for name, want := range readAnswers(t) {
		g, d := publicTree(t, name)
		if len(d.Leaves) > mostEvents {
			continue
		}
		tried++
		if diff := cmp.Diff(points(want.Exact), front(t, g, d.Leaves)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
	if tried < 12 {
		t.Errorf("only %d trees were tried", tried)
	}
}

// The engine finds all known fronts, also of trees that brute force cannot do.
func TestEngineFindsTheFrontsOfPublicTrees(t *testing.T) {
	for name, want := range readAnswers(t) {
		_, d := publicTree(t, name)
		front, err := d.Tree.DefenceFront(context.Background(), d.Numbers(), attacktree.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got [][2]float64
		for _, p := range front {
			got = append(got, [2]float64{p.Cost, p.Attack})
		}
		if diff := cmp.Diff(points(want.Exact), got); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
}

// points reads the numbers of a front; "inf" is an attacker who cannot win.
func points(exact [][2]any) [][2]float64 {
	var list [][2]float64
	for _, p := range exact {
		cost, ok := p[1].(float64)
		if !ok {
			cost = math.Inf(1)
		}
		list = append(list, [2]float64{p[0].(float64), cost})
	}
	return list
}

// front lists what each growing expense for defences makes the cheapest attack cost.
func front(t *testing.T, g *tree.Graph, leaves []tree.Leaf) [][2]float64 {
	holds := truths(t, g, leaves)
	cheapest := map[int]float64{} // by set of defences
	spent := map[int]float64{}
	for world, won := range holds {
		attack, defence, defences := 0.0, 0.0, 0
		for i, l := range leaves {
			switch {
			case world>>i&1 == 0:
			case l.Kind == attacktree.Defence:
				defence, defences = defence+l.Cost, defences|1<<i
			default:
				attack += l.Cost
			}
		}
		spent[defences] = defence
		if _, ok := cheapest[defences]; !ok {
			cheapest[defences] = math.Inf(1)
		}
		if won {
			cheapest[defences] = min(cheapest[defences], attack)
		}
	}
	var all, best [][2]float64
	for defences, cost := range cheapest {
		all = append(all, [2]float64{spent[defences], cost})
	}
	slices.SortFunc(all, func(a, b [2]float64) int {
		if a[0] != b[0] {
			return int(a[0] - b[0])
		}
		return cmpDown(a[1], b[1])
	})
	for _, p := range all {
		if len(best) == 0 || p[1] > best[len(best)-1][1] {
			best = append(best, p)
		}
	}
	return best
}

func cmpDown(a, b float64) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

// truths says, for every set of leaves as bits, whether the top holds.
func truths(t *testing.T, g *tree.Graph, leaves []tree.Leaf) []bool {
	var text bytes.Buffer
	if err := g.Write(&text); err != nil {
		t.Fatal(err)
	}
	var file struct {
		Top   string
		Gates map[string]any
	}
	if err := json.Unmarshal(text.Bytes(), &file); err != nil {
		t.Fatal(err)
	}
	worlds := 1 << len(leaves)
	known := map[string][]bool{}
	for i, l := range leaves {
		known[l.ID] = make([]bool, worlds)
		for world := range worlds {
			known[l.ID][world] = world>>i&1 == 1
		}
	}
	var of func(formula any) []bool
	of = func(formula any) []bool {
		if name, ok := formula.(string); ok {
			if known[name] == nil {
				known[name] = of(file.Gates[name])
			}
			return known[name]
		}
		out := make([]bool, worlds)
		object := formula.(map[string]any)
		if inner, ok := object["not"]; ok {
			for world, holds := range of(inner) {
				out[world] = !holds
			}
			return out
		}
		list, all := object["all"].([]any)
		if !all {
			list = object["any"].([]any)
		}
		for world := range out {
			out[world] = all
		}
		for _, argument := range list {
			for world, holds := range of(argument) {
				if holds != all {
					out[world] = !all
				}
			}
		}
		return out
	}
	return of(file.Top)
}
