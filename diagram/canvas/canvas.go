// Package canvas is a list of things to draw and its writers. It knows boxes,
// lines and text, and nothing of what they mean.
//
// Text is measured with the embedded Liberation Sans, which has the widths of
// Arial, and written with that width, so that what fits here fits everywhere.
// All text may come from strangers: it is cleaned when it is measured and again
// when it is written, and no writer lets it become markup.
//
// Lengths are pixels of 1/96 inch; x grows to the right and y downwards.
package canvas

// Drawing is one picture: what is drawn, first things lowest.
type Drawing struct {
	ID            string // letters, digits and -; the beginning of every id in the picture
	Title         string // for screen readers and the browser's tab
	Description   string // what the picture shows, in sentences
	Width, Height float64
	Paper         Paint // behind everything
	Items         []Item
}

// Item is something to draw: a Box, Cylinder, Curve, Polygon, Text or Group.
type Item interface{ item() }

// Point is a place in a Drawing.
type Point struct{ X, Y float64 }

// RGB is a colour, 0xRRGGBB.
type RGB uint32

// Paint is a colour by its role: what it is on light and on dark paper. The
// name is lower-case letters and -, and stands for one pair of colours in a
// Drawing. The zero Paint draws nothing.
type Paint struct {
	Name        string
	Light, Dark RGB
}

// Dash is the pattern of a line.
type Dash uint8

// The patterns of lines.
const (
	Solid Dash = iota
	Dashed
	Dotted
)

// Line is how outlines and curves are drawn.
type Line struct {
	Paint Paint
	Width float64
	Dash  Dash
}

// Box is a rectangle; a Radius of half its height makes it a pill.
type Box struct {
	X, Y, W, H, Radius float64
	Fill               Paint
	Line               Line
}

// Cylinder is the sign of a store. Its lids are ellipses of twice the height
// Lid, inside the rectangle.
type Cylinder struct {
	X, Y, W, H, Lid float64
	Fill            Paint
	Line            Line
}

// Curve is a chain of cubic Bézier curves: a start, then three points for each.
type Curve struct {
	Points []Point
	Line   Line
}

// Polygon is a filled area, such as the tip of an arrow.
type Polygon struct {
	Points []Point
	Fill   Paint
}

// Anchor says which part of a text its X belongs to.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// Text is one line of text; Y is its baseline.
type Text struct {
	X, Y   float64
	Anchor Anchor
	Font   Font
	Fill   Paint
	Text   string
}

// Group is a thing of its own: it can be reached by keyboard and is spoken as
// its Label. The ID is letters, digits, . and -, unique in the drawing; the
// Link is a fragment of the same document or an https address, and any other
// link is left out.
type Group struct {
	ID    string
	Label string
	Link  string
	Items []Item
}

func (Box) item()      {}
func (Cylinder) item() {}
func (Curve) item()    {}
func (Polygon) item()  {}
func (Text) item()     {}
func (Group) item()    {}
