package canvas

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Theme says on which paper a picture is drawn.
type Theme uint8

// The themes. Auto follows the reader's screen; every theme prints light.
const (
	Auto Theme = iota
	Light
	Dark
)

// WriteSVG writes a drawing as one self-contained SVG document. It has a title,
// a description and spoken labels, loads nothing and runs nothing.
func WriteSVG(w io.Writer, d *Drawing, theme Theme) error {
	s := &svgWriter{w: bufio.NewWriter(w), id: d.ID, theme: theme}
	s.open(d)
	s.style(d)
	s.box(Box{W: d.Width, H: d.Height, Fill: d.Paper})
	s.items(d.Items)
	s.print("</svg>\n")
	if err := s.w.Flush(); err != nil {
		return fmt.Errorf("write SVG: %w", err)
	}
	return nil
}

// svgWriter writes elements; the buffer keeps the first error.
type svgWriter struct {
	w     *bufio.Writer
	id    string
	theme Theme
}

func (s *svgWriter) print(parts ...string) {
	for _, p := range parts {
		s.w.WriteString(p)
	}
}

func (s *svgWriter) open(d *Drawing) {
	w, h := number(d.Width), number(d.Height)
	role := "img"
	if hasLinks(d.Items) {
		role = "group" // an image cannot be entered
	}
	s.print(`<svg xmlns="http://www.w3.org/2000/svg" class="stormtree" role="`, role, `"`,
		` width="`, w, `" height="`, h, `" viewBox="0 0 `, w, ` `, h, `"`,
		` aria-labelledby="`, s.ref("title"), `" aria-describedby="`, s.ref("desc"), `"`,
		` font-family="'Liberation Sans', Arial, Helvetica, sans-serif">`, "\n",
		`<title id="`, s.ref("title"), `">`, escape(d.Title), "</title>\n",
		`<desc id="`, s.ref("desc"), `">`, escape(d.Description), "</desc>\n")
}

func hasLinks(items []Item) bool {
	return slices.ContainsFunc(items, func(i Item) bool {
		g, ok := i.(Group)
		return ok && (SafeLink(g.Link) || hasLinks(g.Items))
	})
}

// ref is an id of this picture, so that several fit into one page.
func (s *svgWriter) ref(name string) string { return escape(s.id + "-" + name) }

// style gives each paint its colours. The light theme needs none: its colours
// are in the elements, where viewers without style sheets find them too.
func (s *svgWriter) style(d *Drawing) {
	if s.theme == Light {
		return
	}
	paints := paintsOf(d)
	s.print("<style>\n")
	switch s.theme {
	case Dark:
		s.variables(paints, false)
		s.print("@media print{\n")
		s.variables(paints, true)
		s.print("}\n")
	default:
		s.variables(paints, true)
		s.print("@media screen and (prefers-color-scheme:dark){\n")
		s.variables(paints, false)
		s.print("}\n")
	}
	for _, p := range paints {
		s.print(".stormtree .f-", p.Name, "{fill:var(--", p.Name, ")}.stormtree .s-", p.Name, "{stroke:var(--", p.Name, ")}\n")
	}
	s.print("</style>\n")
}

func (s *svgWriter) variables(paints []Paint, light bool) {
	s.print(".stormtree{")
	for _, p := range paints {
		colour := p.Dark
		if light {
			colour = p.Light
		}
		s.print("--", p.Name, ":", colour.hex(), ";")
	}
	s.print("}\n")
}

// paintsOf lists the paints of a drawing by name.
func paintsOf(d *Drawing) []Paint {
	seen := map[string]Paint{}
	note := func(p Paint) {
		if p.Name != "" {
			seen[p.Name] = p
		}
	}
	note(d.Paper)
	notePaints(d.Items, note)
	paints := make([]Paint, 0, len(seen))
	for _, p := range seen {
		paints = append(paints, p)
	}
	slices.SortFunc(paints, func(a, b Paint) int { return strings.Compare(a.Name, b.Name) })
	return paints
}

func notePaints(items []Item, note func(Paint)) {
	for _, i := range items {
		switch i := i.(type) {
		case Box:
			note(i.Fill)
			note(i.Line.Paint)
		case Cylinder:
			note(i.Fill)
			note(i.Line.Paint)
		case Curve:
			note(i.Line.Paint)
		case Polygon:
			note(i.Fill)
		case Text:
			note(i.Fill)
		case Group:
			notePaints(i.Items, note)
		}
	}
}

func (s *svgWriter) items(items []Item) {
	for _, i := range items {
		switch i := i.(type) {
		case Box:
			s.box(i)
		case Cylinder:
			s.cylinder(i)
		case Curve:
			s.curve(i)
		case Polygon:
			s.polygon(i)
		case Text:
			s.text(i)
		case Group:
			s.group(i)
		}
	}
}

func (s *svgWriter) box(b Box) {
	s.print(`<rect x="`, number(b.X), `" y="`, number(b.Y), `" width="`, number(b.W), `" height="`, number(b.H), `"`)
	if b.Radius > 0 {
		s.print(` rx="`, number(b.Radius), `"`)
	}
	s.paint(b.Fill, b.Line)
	s.print("/>\n")
}

func (s *svgWriter) cylinder(c Cylinder) {
	rx, ry := c.W/2, c.Lid
	arc := func(sweep string, dx float64) string {
		return fmt.Sprintf("a%s %s 0 0 %s %s 0", number(rx), number(ry), sweep, number(dx))
	}
	side := number(c.H - 2*ry)
	s.print(`<path d="M`, number(c.X), ` `, number(c.Y+ry), arc("1", c.W), `v`, side, arc("1", -c.W), `v-`, side, arc("0", c.W), `"`)
	s.paint(c.Fill, c.Line)
	s.print("/>\n")
}

func (s *svgWriter) curve(c Curve) {
	if len(c.Points) < 4 {
		return
	}
	s.print(`<path d="M`, place(c.Points[0]), `C`)
	for i, p := range c.Points[1:] {
		if i > 0 {
			s.print(" ")
		}
		s.print(place(p))
	}
	s.print(`"`)
	s.paint(Paint{}, c.Line)
	s.print("/>\n")
}

func (s *svgWriter) polygon(p Polygon) {
	s.print(`<path d="`)
	for i, corner := range p.Points {
		s.print([]string{"M", "L"}[min(i, 1)], place(corner))
	}
	s.print(`Z"`)
	s.paint(p.Fill, Line{})
	s.print("/>\n")
}

// text states the measured width, so that a viewer with other fonts keeps it.
func (s *svgWriter) text(t Text) {
	cleaned := Clean(t.Text)
	if cleaned == "" {
		return
	}
	s.print(`<text x="`, number(t.X), `" y="`, number(t.Y), `" font-size="`, number(t.Font.Size), `"`)
	if t.Font.Bold {
		s.print(` font-weight="bold"`)
	}
	if t.Anchor != Start {
		s.print(` text-anchor="`, []string{"start", "middle", "end"}[t.Anchor], `"`)
	}
	s.print(` textLength="`, number(t.Font.Width(cleaned)), `" lengthAdjust="spacingAndGlyphs"`)
	s.paint(t.Fill, Line{})
	s.print(">", escape(cleaned), "</text>\n")
}

func (s *svgWriter) group(g Group) {
	link, reach := SafeLink(g.Link), ` tabindex="0"`
	if link {
		s.print(`<a href="`, escape(g.Link), `">`, "\n")
		reach = "" // the link is
	}
	s.print(`<g id="`, s.ref(g.ID), `" role="img"`, reach, ` aria-label="`, escape(g.Label), `">`, "\n",
		"<title>", escape(g.Label), "</title>\n")
	s.items(g.Items)
	s.print("</g>\n")
	if link {
		s.print("</a>\n")
	}
}

// SafeLink reports whether a link may stand in a picture: a fragment of the same
// document, or an https address without spaces and control characters.
func SafeLink(link string) bool {
	fragment, address := strings.HasPrefix(link, "#"), strings.HasPrefix(link, "https://")
	return (fragment || address) && !strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || r != cleanRune(r) })
}

func (s *svgWriter) paint(fill Paint, line Line) {
	var classes []string
	if fill.Name == "" {
		s.print(` fill="none"`)
	} else {
		s.print(` fill="`, s.colour(fill), `"`)
		classes = append(classes, "f-"+fill.Name)
	}
	if line.Paint.Name != "" {
		s.print(` stroke="`, s.colour(line.Paint), `" stroke-width="`, number(line.Width), `"`, dashes[line.Dash])
		classes = append(classes, "s-"+line.Paint.Name)
	}
	if s.theme != Light && len(classes) > 0 {
		s.print(` class="`, strings.Join(classes, " "), `"`)
	}
}

var dashes = map[Dash]string{
	Dashed: ` stroke-dasharray="6 3"`,
	Dotted: ` stroke-dasharray="0.1 4" stroke-linecap="round"`,
}

func (s *svgWriter) colour(p Paint) string {
	if s.theme == Dark {
		return p.Dark.hex()
	}
	return p.Light.hex()
}

func (c RGB) hex() string { return fmt.Sprintf("#%06X", uint32(c)) }

func place(p Point) string { return number(p.X) + " " + number(p.Y) }

// number writes a length to a hundredth of a pixel. What is no number becomes 0.
func number(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		x = 0
	}
	return strconv.FormatFloat(math.Round(x*100)/100+0, 'f', -1, 64)
}

func escape(text string) string {
	return escaper.Replace(Clean(text))
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")
