package attacktree_test

import (
	"context"
	"encoding/csv"
	"encoding/xml"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// The Aralia fault trees, where they are at hand, against another engine's
// probabilities and counts; all but nus9601, whose probability nobody knows.
const aralia = "../../shared/data/aralia"

func TestAraliaFaultTrees(t *testing.T) {
	if underRace {
		t.Skip("without the race detector only")
	}
	for name, want := range readReference(t) {
		if want.sets == "" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			tree, leaves := readFaultTree(t, filepath.Join(aralia, name+".xml"))
			a := must[*attacktree.Analysis](t)(attacktree.Analyse(context.Background(), tree, attacktree.Options{MaxNodes: 1 << 24}))
			p, err := a.Probability(probabilities(leaves))
			if err != nil || math.Abs(p-want.probability) > want.tolerance*want.probability {
				t.Errorf("probability %v, want %v; error %v", p, want.probability, err)
			}
			count, err := a.Count(context.Background())
			if err != nil || count.String() != want.sets {
				t.Errorf("%v minimal sets, want %s; error %v", count, want.sets, err)
			}
			if tree.Coherent() {
				agrees(t, tree, leaves, want)
			}
		})
	}
}

// agrees checks the engine of campaigns on the same tree.
func agrees(t *testing.T, tree *attacktree.Tree, leaves []attacktree.Leaf, want answers) {
	t.Helper()
	d := must[*attacktree.Diagram](t)(attacktree.Compile(context.Background(), tree, attacktree.Options{}))
	p, _, err := d.Attempt(context.Background(), leaves, nobodyLimits())
	if err != nil || math.Abs(p-want.probability) > want.tolerance*want.probability {
		t.Errorf("probability of an attempt %v, want %v; error %v", p, want.probability, err)
	}
	count, _, err := d.Sets(context.Background(), leaves, nobodyLimits(), 0)
	if err != nil || count.String() != want.sets {
		t.Errorf("%v minimal sets of an attempt, want %s; error %v", count, want.sets, err)
	}
}

func probabilities(leaves []attacktree.Leaf) []float64 {
	p := make([]float64, len(leaves))
	for i, l := range leaves {
		p[i] = l.Probability
	}
	return p
}

type answers struct {
	probability float64
	tolerance   float64 // of the probability, relative: as many digits as are published
	sets        string  // "" where nobody knows
}

func readReference(t *testing.T) map[string]answers {
	t.Helper()
	file, err := os.Open(filepath.Join(aralia, "reference.csv"))
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no corpus: %v", err)
		}
		t.Skipf("no corpus: %v", err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) < 20 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	reference := map[string]answers{}
	for _, row := range rows[1:] {
		p, _ := strconv.ParseFloat(row[4], 64)
		tolerance := 1e-9
		if len(row[4]) < 12 {
			tolerance = 1e-6
		}
		reference[row[0]] = answers{p, tolerance, row[3]}
	}
	return reference
}

// element is a piece of Open-PSA, as far as these trees use it.
type element struct {
	XMLName xml.Name
	Name    string    `xml:"name,attr"`
	Min     int       `xml:"min,attr"`
	Value   float64   `xml:"value,attr"`
	Inside  []element `xml:",any"`
}

type faultTree struct {
	attacktree.Builder
	gates  map[string]element
	nodes  map[string]attacktree.Node
	chance map[string]float64
	leaves []attacktree.Leaf
}

func readFaultTree(t testing.TB, file string) (*attacktree.Tree, []attacktree.Leaf) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all element
	if err := xml.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	f := &faultTree{gates: map[string]element{}, nodes: map[string]attacktree.Node{}, chance: map[string]float64{}}
	f.define(all)
	inner := map[string]bool{}
	for _, g := range f.gates {
		mention(g, inner)
	}
	for name := range f.gates {
		if !inner[name] {
			tree, err := f.Tree(f.node(t, element{Name: name, XMLName: xml.Name{Local: "gate"}}))
			if err != nil {
				t.Fatal(err)
			}
			return tree, f.leaves
		}
	}
	t.Fatalf("%s has no top", file)
	return nil, nil
}

func (f *faultTree) define(e element) {
	switch e.XMLName.Local {
	case "define-gate":
		f.gates[e.Name] = e.Inside[0]
	case "define-basic-event":
		f.chance[e.Name] = e.Inside[0].Value
	default:
		for _, inside := range e.Inside {
			f.define(inside)
		}
	}
}

func mention(e element, names map[string]bool) {
	for _, inside := range e.Inside {
		names[inside.Name] = true
		mention(inside, names)
	}
}

func (f *faultTree) node(t testing.TB, e element) attacktree.Node {
	kind, name := e.XMLName.Local, e.Name
	if n, ok := f.nodes[name]; ok && name != "" {
		return n
	}
	switch kind {
	case "basic-event":
		f.nodes[name] = f.Leaf(attacktree.Action)
		f.leaves = append(f.leaves, attacktree.Leaf{Probability: f.chance[name]})
		return f.nodes[name]
	case "gate":
		f.nodes[name] = f.node(t, f.gates[name])
		return f.nodes[name]
	}
	var children []attacktree.Node
	for _, inside := range e.Inside {
		children = append(children, f.node(t, inside))
	}
	switch kind {
	case "and":
		return f.All(children...)
	case "or":
		return f.Any(children...)
	case "atleast":
		return f.AtLeast(e.Min, children...)
	case "not":
		return f.Not(children[0])
	case "nor":
		return f.Not(f.Any(children...))
	case "nand":
		return f.Not(f.All(children...))
	case "xor":
		return f.Odd(children...)
	}
	t.Fatalf("no %q here: %s", kind, strings.TrimSpace(name))
	return 0
}
