package report

import (
	"io"
	"strings"
)

// Table is rows of words under a head, for lists that are no register. It aligns
// by display width, breaks the widest words into up to three lines when a row is
// wider than the page, clips what is longer still, and escapes what a terminal
// would obey. Rows may be shorter than the head.
type Table struct {
	Head []string
	Rows [][]string
}

// Text writes the table with two spaces between columns, nothing when it has no rows.
func (t Table) Text(w io.Writer) error {
	p := &page{}
	g := grid{columns: make([]column, len(t.Head))}
	for i, head := range t.Head {
		g.columns[i] = column{head: head, breaks: true}
	}
	for _, words := range t.Rows {
		row := gridRow{}
		for _, word := range words {
			row.cells = append(row.cells, cell{text: word})
		}
		g.rows = append(g.rows, row)
	}
	g.on(p, 0)
	return p.to(w)
}

// grid is a table on a page. A column without a word in any row is left out.
type grid struct {
	columns []column
	rows    []gridRow
}

type column struct {
	head   string
	right  bool // a column of numbers
	breaks bool // words that may take several lines; such columns give way when a row is too wide
}

// gridRow is one row of a grid, with paragraphs below it that start where the
// first breaking column does.
type gridRow struct {
	cells []cell
	below []string
}

// cell is what stands in one column of a row, with a line of its own below if need be.
type cell struct {
	text, under string
	ink         ink
	indent      int // columns in front of the words
}

func (c cell) width() int { return c.indent + max(width(oneLine(c.text)), width(oneLine(c.under))) }

const (
	gutter    = 2
	narrowest = 12 // of a column that gives way
	tallest   = 3  // lines of a cell
	unbroken  = 32 // the most of a column that may not break
)

func (g grid) on(p *page, indent int) {
	if len(g.rows) == 0 {
		return
	}
	widths := g.widths(pageWidth - indent)
	heads := gridRow{cells: make([]cell, len(g.columns))}
	for i, c := range g.columns {
		heads.cells[i] = cell{text: c.head, ink: dim}
	}
	for _, r := range append([]gridRow{heads}, g.rows...) {
		g.row(p, indent, widths, r)
		for _, words := range r.below {
			at := indent + g.start(widths) + gutter
			p.hang(at, at+gutter, words, dim)
		}
	}
}

// widths gives every column its widest cell; while the page has not that much
// room, the widest column that may break gives way, then the widest of all.
func (g grid) widths(room int) []int {
	widths := make([]int, len(g.columns))
	for _, r := range g.rows {
		for i, c := range r.cells[:min(len(r.cells), len(widths))] {
			widths[i] = max(widths[i], min(c.width(), g.columns[i].limit(room)))
		}
	}
	for i, c := range g.columns {
		if widths[i] > 0 {
			widths[i] = max(widths[i], width(c.head))
		}
	}
	for total(widths) > room {
		widths[g.widest(widths)]--
	}
	return widths
}

func (c column) limit(room int) int {
	if c.breaks {
		return room
	}
	return unbroken
}

func total(widths []int) int {
	sum := -gutter
	for _, w := range widths {
		if w > 0 {
			sum += w + gutter
		}
	}
	return sum
}

func (g grid) widest(widths []int) int {
	breaking, any := -1, 0
	for i, w := range widths {
		if w > widths[any] {
			any = i
		}
		if g.columns[i].breaks && w > narrowest && (breaking < 0 || w > widths[breaking]) {
			breaking = i
		}
	}
	if breaking >= 0 {
		return breaking
	}
	return any
}

// start is where the first breaking column begins.
func (g grid) start(widths []int) int {
	at := 0
	for i, w := range widths {
		if g.columns[i].breaks {
			break
		}
		if w > 0 {
			at += w + gutter
		}
	}
	return at
}

// row writes one row as the lines that it takes.
func (g grid) row(p *page, indent int, widths []int, r gridRow) {
	var lines [tallest][]span
	for i, w := range widths {
		if w == 0 {
			continue
		}
		var c cell
		if i < len(r.cells) {
			c = r.cells[i]
		}
		for n, text := range g.columns[i].lines(c, w) {
			lines[n] = append(lines[n], g.columns[i].spans(text, w, c.ink)...)
		}
	}
	for n, spans := range lines {
		if n == 0 || !empty(spans) {
			p.line(indent, spans...)
		}
	}
}

func empty(spans []span) bool {
	for _, s := range spans {
		if strings.TrimSpace(s.text) != "" {
			return false
		}
	}
	return true
}

// lines are a cell's words in the width of its column.
func (c column) lines(content cell, w int) [tallest]string {
	indent := min(content.indent, w/2)
	w -= indent
	lines := []string{clip(oneLine(content.text), w), clip(oneLine(content.under), w)}
	if c.breaks {
		lines = append(wrap(oneLine(content.text), w), wrap(oneLine(content.under), w)...)
	}
	var shown [tallest]string
	for i := range min(tallest, len(lines)) {
		shown[i] = strings.Repeat(" ", indent) + lines[i]
	}
	if len(lines) > tallest {
		shown[tallest-1] = strings.Repeat(" ", indent) + clip(strings.Join(lines[tallest-1:], " "), w)
	}
	return shown
}

// spans put a text into its column, with the gutter behind it.
func (c column) spans(text string, w int, i ink) []span {
	pad := span{strings.Repeat(" ", w-width(text)), normal}
	gap := span{strings.Repeat(" ", gutter), normal}
	if c.right {
		return []span{pad, {text, i}, gap}
	}
	return []span{{text, i}, pad, gap}
}
