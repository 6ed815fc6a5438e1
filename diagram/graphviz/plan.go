package graphviz

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Plan says where everything of a graph lies. Lengths are points; x grows to
// the right and y downwards from the upper left corner.
type Plan struct {
	Width, Height float64
	Nodes         []Node
	Edges         []Edge
	Clusters      []Cluster
}

// Point is a place in a Plan.
type Point struct{ X, Y float64 }

// Node is a placed node; X and Y are its centre.
type Node struct {
	Name                string
	X, Y, Width, Height float64
}

// Edge is a routed edge. Curve holds the control points of cubic Bézier curves:
// one, and three more for each curve. Head and Tail are the tips of arrows, nil
// where there is none; Label is the centre of the label, nil without one.
type Edge struct {
	ID                string // the attribute "id"
	From, To          string // names of nodes
	Curve             []Point
	Head, Tail, Label *Point
}

// Cluster is a placed cluster; X and Y are its upper left corner.
type Cluster struct {
	Name                string
	X, Y, Width, Height float64
}

// layoutFile is the part of Graphviz's JSON that a Plan is read from.
type layoutFile struct {
	Box     string         `json:"bb"`
	Objects []layoutObject `json:"objects"`
	Edges   []layoutEdge   `json:"edges"`
}

type layoutObject struct {
	GVID   int    `json:"_gvid"`
	Name   string `json:"name"`
	Box    string `json:"bb"`     // of a cluster
	Pos    string `json:"pos"`    // of a node
	Width  string `json:"width"`  // inches
	Height string `json:"height"` // inches
}

type layoutEdge struct {
	ID    string `json:"id"`
	Tail  int    `json:"tail"`
	Head  int    `json:"head"`
	Pos   string `json:"pos"`
	Label string `json:"lp"`
}

func readPlan(text string) (*Plan, error) {
	var file layoutFile
	if err := json.Unmarshal([]byte(text), &file); err != nil {
		return nil, fmt.Errorf("read layout: %w", err)
	}
	r := planReader{names: map[int]string{}}
	r.page(file.Box)
	for _, o := range file.Objects {
		r.object(o)
	}
	for _, e := range file.Edges {
		r.edge(e)
	}
	if r.err != nil {
		return nil, fmt.Errorf("read layout: %w", r.err)
	}
	return &r.plan, nil
}

// planReader collects a Plan; err is the first thing that made no sense.
type planReader struct {
	plan  Plan
	names map[int]string // of nodes, by Graphviz's number
	err   error
}

func (r *planReader) page(box string) {
	n := r.numbers(box, 4)
	r.plan.Width, r.plan.Height = n[2], n[3]
}

func (r *planReader) object(o layoutObject) {
	if o.Pos == "" {
		if strings.HasPrefix(o.Name, "cluster") && o.Box != "" {
			n := r.numbers(o.Box, 4)
			r.plan.Clusters = append(r.plan.Clusters, Cluster{o.Name, n[0], r.down(n[3]), n[2] - n[0], n[3] - n[1]})
		}
		return
	}
	const inch = 72
	centre, w, h := r.point(o.Pos), r.numbers(o.Width, 1), r.numbers(o.Height, 1)
	r.names[o.GVID] = o.Name
	r.plan.Nodes = append(r.plan.Nodes, Node{o.Name, centre.X, centre.Y, w[0] * inch, h[0] * inch})
}

func (r *planReader) edge(e layoutEdge) {
	if e.Pos == "" {
		return
	}
	edge := Edge{ID: e.ID, From: r.names[e.Tail], To: r.names[e.Head]}
	for _, field := range strings.Fields(e.Pos) {
		switch {
		case strings.HasPrefix(field, "e,"):
			edge.Head = r.pointer(field[2:])
		case strings.HasPrefix(field, "s,"):
			edge.Tail = r.pointer(field[2:])
		default:
			edge.Curve = append(edge.Curve, r.point(field))
		}
	}
	if e.Label != "" {
		edge.Label = r.pointer(e.Label)
	}
	r.plan.Edges = append(r.plan.Edges, edge)
}

func (r *planReader) pointer(text string) *Point {
	p := r.point(text)
	return &p
}

func (r *planReader) point(text string) Point {
	n := r.numbers(text, 2)
	return Point{n[0], r.down(n[1])}
}

// down turns Graphviz's upward y around.
func (r *planReader) down(y float64) float64 { return r.plan.Height - y }

func (r *planReader) numbers(text string, want int) []float64 {
	numbers := make([]float64, want)
	fields := strings.Split(text, ",")
	if len(fields) != want {
		r.fail(text)
		return numbers
	}
	for i, field := range fields {
		n, err := strconv.ParseFloat(field, 64)
		if err != nil {
			r.fail(text)
		}
		numbers[i] = n
	}
	return numbers
}

func (r *planReader) fail(text string) {
	if r.err == nil {
		r.err = fmt.Errorf("%q is not a place", text)
	}
}
