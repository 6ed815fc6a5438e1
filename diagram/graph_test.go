package diagram

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/awalterschulze/gographviz"
)

// hostile are titles that must stay titles.
var hostile = []string{
	`"];evil[label="x`, `foo];evil[label=x`, `a:b`, `C:\new\table`, `\`, `\\`, `"`, `node`, `3.5.1`, `<b>bold</b>`, `<<TABLE>`,
	`</text><script>alert(1)</script>`, `&quot;&#60;&amp;`, "two\nlines", "\u202eright to left\u202c", "\x00\x1b[31m", "\xff",
	strings.Repeat("very long title ", 625), strings.Repeat("W", 10000), "", " ", "漢字🙂", `\N \G \l`, `pre:tenant`, `*/ // #`,
}

func TestLabelsCannotLeaveTheirQuotes(t *testing.T) {
	for _, text := range hostile {
		g := &graph{title: text, lines: "true"}
		g.clusters = []cluster{{label: text, parent: -1}}
		g.nodes = []node{{label: []string{text, text}, w: 100, h: 50, shape: "box", cluster: 0}, {label: []string{text}, w: 100, h: 50, shape: "box", cluster: -1}}
		g.edges = []edge{{from: 0, to: 1, label: []string{text}, arrow: true}}
		checkDOT(t, g)
		if _, err := g.arrange(context.Background()); err != nil {
			t.Errorf("%.40q: %v", text, err)
		}
	}
}

// checkDOT parses the export and counts what it finds.
func checkDOT(t *testing.T, g *graph) {
	t.Helper()
	dot, err := g.dot()
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := gographviz.Read([]byte(dot))
	if err != nil {
		t.Fatalf("the export does not parse: %v\n%.600s", err, dot)
	}
	if len(parsed.Nodes.Nodes) != len(g.nodes) || len(parsed.Edges.Edges) != len(g.edges) || len(parsed.SubGraphs.SubGraphs) != len(g.clusters) {
		t.Errorf("the export has %d nodes, %d edges, %d clusters; want %d, %d, %d\n%.600s", len(parsed.Nodes.Nodes), len(parsed.Edges.Edges),
			len(parsed.SubGraphs.SubGraphs), len(g.nodes), len(g.edges), len(g.clusters), dot)
	}
}

// cyclic is a graph like a busy model: clusters in clusters, and flows to and fro
// between all of them.
func cyclic(n int) *graph {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	g := &graph{lines: "true", nodeGap: 26, rankGap: 30, right: true}
	for i := range n / 8 {
		g.clusters = append(g.clusters, cluster{label: fmt.Sprintf("boundary %d", i), parent: i - i%3 - 1})
	}
	for i := range n {
		g.nodes = append(g.nodes, node{label: []string{fmt.Sprint(i)}, w: 168, h: 70, shape: "box", cluster: i%(n/8+1) - 1})
	}
	var pairs [][2]int
	for range n * 3 / 2 {
		pairs = append(pairs, [2]int{random.IntN(n), random.IntN(n)})
	}
	var nest nesting
	for _, node := range g.nodes {
		nest.parts = append(nest.parts, node.cluster)
	}
	for _, c := range g.clusters {
		nest.frames = append(nest.frames, c.parent)
	}
	place := nest.reading(pairs)
	for _, p := range pairs {
		g.edges = append(g.edges, edge{from: p[0], to: p[1], arrow: true, reversed: place[p[0]] > place[p[1]], label: []string{"data", "locked"}})
	}
	return g
}

func TestNoFlowIsLostInCycles(t *testing.T) {
	for _, n := range []int{16, 60, 200} {
		g := cyclic(n)
		a, err := g.arrange(context.Background())
		if err != nil {
			t.Fatalf("%d nodes: %v", n, err)
		}
		for i, e := range a.edges {
			if from, to := g.edges[i].ends(); e.From != nodeName(from) || e.To != nodeName(to) {
				t.Fatalf("edge %d runs from %s to %s", i, e.From, e.To)
			}
			if len(e.Curve) < 4 {
				t.Errorf("edge %d has no line", i)
			}
		}
	}
}

func TestMissingThingsAreErrors(t *testing.T) {
	name := func(s string) string { return s }
	_, err := inOrder("lines", []string{"e1", "e3"}, 3, edgeName, name)
	if err == nil || !strings.Contains(err.Error(), "2 of 3 lines") {
		t.Errorf("got %v, want an error that counts", err)
	}
	if _, err := inOrder("lines", []string{"e1", "e1"}, 2, edgeName, name); err == nil {
		t.Error("a line drawn twice in place of another was not noticed")
	}
	if _, err := inOrder("lines", []string{"e2", "e1"}, 2, edgeName, name); err != nil {
		t.Error(err)
	}
}

func TestReadingOrderPutsSourcesFirst(t *testing.T) {
	// devices → gateway → edge → store, and one flow back.
	place := nesting{parts: []int{-1, -1, -1, -1}}.reading([][2]int{{3, 0}, {0, 1}, {1, 2}, {2, 1}})
	if !(place[3] < place[0] && place[0] < place[1] && place[1] < place[2]) {
		t.Errorf("places are %v", place)
	}
}

func TestReadingOrderKeepsFramesTogether(t *testing.T) {
	// Frames 0 and 1 on the page, frame 2 inside frame 0; flows run in circles.
	n := nesting{parts: []int{0, 1, 2, 0, 1, -1, 2}, frames: []int{-1, -1, 0}}
	place := n.reading([][2]int{{0, 1}, {1, 2}, {2, 0}, {3, 4}, {4, 6}, {5, 5}, {6, 3}, {1, 5}})
	if len(place) != 7 {
		t.Fatalf("places are %v", place)
	}
	for _, frame := range [][]int{{0, 2, 3, 6}, {1, 4}, {2, 6}} {
		low, high := len(place), 0
		for _, part := range frame {
			low, high = min(low, place[part]), max(high, place[part])
		}
		if high-low != len(frame)-1 {
			t.Errorf("the parts %v lie at %v: something else is between them", frame, place)
		}
	}
}

func FuzzLabels(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		g := &graph{title: text, lines: "true"}
		g.clusters = []cluster{{label: text, parent: -1}}
		g.nodes = []node{{label: []string{text}, w: 100, h: 50, shape: "box", cluster: 0}, {label: []string{text, text}, w: 100, h: 50, shape: "box", cluster: -1}}
		g.edges = []edge{{from: 0, to: 1, label: []string{text}, arrow: true}}
		checkDOT(t, g)
		if _, err := g.arrange(context.Background()); err != nil {
			t.Fatal(err)
		}
	})
}
