package diagram

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/awalterschulze/gographviz"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/diagram/graphviz"
)

// graph says what is connected, for the layout and for the export. Names in it
// are generated, and every label is quoted, so that no text of a stranger can
// be anything but text.
type graph struct {
	title    string // of the export; the layout leaves its place to the picture
	right    bool   // grows to the right instead of downwards
	lines    string
	nodeGap  float64
	rankGap  float64
	ordered  bool // children stay in the order of the edges
	nodes    []node
	edges    []edge
	clusters []cluster
}

// node is a box of fixed size. Its number in the graph is its name.
type node struct {
	label   []string
	w, h    float64
	shape   string
	style   string
	double  bool // a second border
	fill    canvas.Paint
	ink     canvas.Paint
	line    canvas.Line
	cluster int // index, or -1
}

// edge connects two nodes by index. An edge that runs against the order of the
// graph is emitted the other way round, with its arrow at the tail.
type edge struct {
	from, to int
	reversed bool
	arrow    bool
	both     bool // an arrow at either end
	back     bool // the arrow points at from
	label    []string
	line     canvas.Line
}

// cluster is a frame around nodes and other clusters; it comes after its parent.
type cluster struct {
	label  string
	fill   canvas.Paint
	parent int // index, or -1
}

func nodeName(i int) string    { return fmt.Sprintf("n%04d", i+1) }
func edgeName(i int) string    { return fmt.Sprintf("e%d", i+1) }
func clusterName(i int) string { return fmt.Sprintf("cluster_%04d", i+1) }

// dot writes the graph in the DOT language; equal graphs give equal text.
func (g *graph) dot() (string, error) {
	d := gographviz.NewGraph()
	b := dotBuilder{graph: d}
	b.try(d.SetName("stormtree"))
	b.try(d.SetDir(true))
	for _, a := range g.attributes() {
		b.try(d.AddAttr("stormtree", a.name, a.value))
	}
	for i, c := range g.clusters {
		b.cluster(i, c)
	}
	for i, n := range g.nodes {
		b.node(i, n)
	}
	for i, e := range g.edges {
		b.edge(i, e, g.ports())
	}
	if b.err != nil {
		return "", fmt.Errorf("describe the graph: %w", b.err)
	}
	return d.String(), nil
}

type attribute struct{ name, value string }

func (g *graph) attributes() []attribute {
	list := []attribute{
		{"splines", g.lines},
		{"nodesep", inches(g.nodeGap)},
		{"ranksep", inches(g.rankGap)},
	}
	if g.right {
		list = append(list, attribute{"rankdir", "LR"})
	}
	if g.ordered {
		list = append(list, attribute{"ordering", "out"})
	}
	if len(g.clusters) > 0 {
		// The older way of ranking fails on, or forgets, edges in cycles across clusters.
		list = append(list, attribute{"newrank", "true"})
	}
	if g.title != "" {
		list = append(list, attribute{"label", quote(g.title)}, attribute{"labelloc", "t"}, attribute{"fontname", quote(fontName)}, attribute{"fontsize", "18"})
	}
	return list
}

const fontName = "Arial"

// dotBuilder keeps the first error.
type dotBuilder struct {
	graph *gographviz.Graph
	err   error
}

func (b *dotBuilder) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *dotBuilder) parent(cluster int) string {
	if cluster < 0 {
		return "stormtree"
	}
	return clusterName(cluster)
}

func (b *dotBuilder) cluster(i int, c cluster) {
	b.try(b.graph.AddSubGraph(b.parent(c.parent), clusterName(i), map[string]string{
		"label":     quote(c.label),
		"labeljust": "l",
		"style":     quote("rounded,dashed,filled"),
		"fillcolor": colour(c.fill),
		"color":     colour(lineInk),
		"fontname":  quote(fontName),
		"fontsize":  "15", // the picture's is smaller, but bold
		"margin":    "16",
	}))
}

func (b *dotBuilder) node(i int, n node) {
	attributes := map[string]string{
		"label":     quote(n.label...),
		"shape":     n.shape,
		"style":     quote(strings.TrimPrefix(n.style+","+dashStyle(n.line.Dash)+"filled", ",")),
		"fillcolor": colour(n.fill),
		"fontcolor": colour(n.ink),
		"color":     colour(n.line.Paint),
		"penwidth":  decimal(n.line.Width),
		"width":     inches(n.w),
		"height":    inches(n.h),
		"fixedsize": "true",
		"fontname":  quote(fontName),
		"fontsize":  "11",
	}
	if n.double {
		attributes["peripheries"] = "2"
	}
	b.try(b.graph.AddNode(b.parent(n.cluster), nodeName(i), attributes))
}

// ports are the sides of the nodes at which the edges of a tree leave and arrive.
func (g *graph) ports() [2]string {
	switch {
	case !g.ordered:
		return [2]string{}
	case g.right:
		return [2]string{"e", "w"}
	}
	return [2]string{"s", "n"}
}

func (b *dotBuilder) edge(i int, e edge, ports [2]string) {
	attributes := map[string]string{
		"id":       edgeName(i),
		"dir":      e.direction(),
		"color":    colour(e.line.Paint),
		"penwidth": decimal(e.line.Width),
		"style":    quote(strings.TrimSuffix(dashStyle(e.line.Dash), ",")),
	}
	if len(e.label) > 0 {
		attributes["label"] = quotePadded(e.label)
		attributes["fontname"] = quote(fontName)
		attributes["fontsize"] = decimal(dataFont.Size)
	}
	from, to := e.ends()
	b.try(b.graph.AddPortEdge(nodeName(from), ports[0], nodeName(to), ports[1], true, attributes))
}

func (e edge) direction() string {
	switch {
	case e.both:
		return "both"
	case !e.arrow:
		return "none"
	case e.reversed != e.back:
		return "back"
	}
	return "forward"
}

// ends are the nodes in the order in which the edge is emitted.
func (e edge) ends() (from, to int) {
	if e.reversed {
		return e.to, e.from
	}
	return e.from, e.to
}

func dashStyle(d canvas.Dash) string {
	return [...]string{canvas.Solid: "", canvas.Dashed: "dashed,", canvas.Dotted: "dotted,"}[d]
}

func colour(p canvas.Paint) string { return quote(fmt.Sprintf("#%06X", uint32(p.Light))) }

func inches(pixels float64) string { return decimal(pixels / 72) }

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// quote makes lines of text a DOT string. Beyond quotes and backslashes it also
// escapes ampersands, which Graphviz would read as the beginning of an entity.
func quote(lines ...string) string { return quoted(lines, "") }

// quotePadded leaves some room on either side, between a label and its line.
func quotePadded(lines []string) string { return quoted(lines, "  ") }

func quoted(lines []string, pad string) string {
	escaped := make([]string, len(lines))
	for i, line := range lines {
		escaped[i] = pad + dotEscaper.Replace(canvas.Clean(line)) + pad
	}
	return `"` + strings.Join(escaped, `\n`) + `"`
}

// The sign for a broken character is one that some readers of DOT refuse.
var dotEscaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;", "\ufffd", "?")

// arrangement is where a graph's nodes, edges and clusters lie, by their index.
type arrangement struct {
	width, height float64
	nodes         []graphviz.Node
	edges         []graphviz.Edge
	clusters      []graphviz.Cluster
}

// arrange lays a graph out and makes sure that nothing is missing.
func (g *graph) arrange(ctx context.Context) (*arrangement, error) {
	bare := *g
	bare.title = ""
	dot, err := bare.dot()
	if err != nil {
		return nil, err
	}
	plan, err := graphviz.Layout(ctx, dot)
	if err != nil {
		return nil, err
	}
	a := &arrangement{width: plan.Width, height: plan.Height}
	a.nodes, err = inOrder("boxes", plan.Nodes, len(g.nodes), nodeName, func(n graphviz.Node) string { return n.Name })
	if err != nil {
		return nil, err
	}
	a.edges, err = inOrder("lines", plan.Edges, len(g.edges), edgeName, func(e graphviz.Edge) string { return e.ID })
	if err != nil {
		return nil, err
	}
	a.clusters, err = inOrder("frames", plan.Clusters, len(g.clusters), clusterName, func(c graphviz.Cluster) string { return c.Name })
	return a, err
}

// inOrder sorts what was placed as it was emitted, and fails if any is missing.
func inOrder[T any](what string, placed []T, emitted int, name func(int) string, nameOf func(T) string) ([]T, error) {
	byName := make(map[string]T, len(placed))
	for _, p := range placed {
		byName[nameOf(p)] = p
	}
	list := make([]T, 0, emitted)
	for i := range emitted {
		if p, ok := byName[name(i)]; ok {
			list = append(list, p)
		}
	}
	if len(list) != emitted || len(placed) != emitted {
		return nil, fmt.Errorf("the layout drew %d of %d %s", len(list), emitted, what)
	}
	return list, nil
}
