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

// The coherent Aralia fault trees, where they are at hand, against another
// engine's probabilities and counts; all but nus9601, which no engine has solved.
const aralia = "../../shared/data/aralia"

var araliaTrees = []string{
	"baobab1", "baobab2", "chinese", "das9201", "das9202", "das9204", "das9206", "das9208", "edf9201", "edf9203", "edf9205",
	"edfpa14b", "edfpa14p", "edfpa15b", "edfpa15r", "elf9601", "ftr10", "isp9601", "isp9603", "isp9606", "jbd9601",
}

func TestAraliaFaultTrees(t *testing.T) {
	if underRace {
		t.Skip("without the race detector only")
	}
	reference := readReference(t)
	for _, name := range araliaTrees {
		t.Run(name, func(t *testing.T) {
			tree, leaves := readFaultTree(t, filepath.Join(aralia, name+".xml"))
			d := must[*attacktree.Diagram](t)(attacktree.Compile(context.Background(), tree, attacktree.Options{}))
			p, _, err := d.Attempt(context.Background(), leaves, nobodyLimits())
			if want := reference[name].probability; err != nil || math.Abs(p-want) > 1e-8*want {
				t.Errorf("probability %v, want %v; error %v", p, want, err)
			}
			count, _, err := d.Sets(context.Background(), leaves, nobodyLimits(), 0)
			if want := reference[name].sets; err != nil || count.String() != want {
				t.Errorf("%v minimal sets, want %s; error %v", count, want, err)
			}
		})
	}
}

type answers struct {
	probability float64
	sets        string
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
		reference[row[0]] = answers{p, row[3]}
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
	}
	t.Fatalf("no %q here: %s", kind, strings.TrimSpace(name))
	return 0
}
