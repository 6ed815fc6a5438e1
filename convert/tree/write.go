package tree

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
)

// Write writes the definitions as tree JSON, one to a line, in the order in which
// they were defined. The same definitions give the same bytes. It is for graphs
// without problems.
func (g *Graph) Write(w io.Writer) error {
	p := printer{Graph: g, Writer: bufio.NewWriter(w)}
	p.text("{\n\"stormtree_tree\": ").int(Version)
	if g.Title != "" {
		p.text(",\n\"title\": ").quoted(g.Title)
	}
	if g.hasTop {
		p.text(",\n\"top\": ").quoted(g.Text(g.top))
	}
	p.allGates()
	p.allLeaves()
	p.allConstants()
	p.text("\n}\n")
	if err := p.Flush(); err != nil {
		return fmt.Errorf("write a tree: %w", err)
	}
	return nil
}

// printer keeps the first error of its writer for the end.
type printer struct {
	*Graph
	*bufio.Writer
	spare []byte
	begun bool // the current section has an entry
}

func (p *printer) text(s string) *printer {
	_, _ = p.WriteString(s)
	return p
}

func (p *printer) quoted(s string) {
	out, _ := json.Marshal(s)
	_, _ = p.Writer.Write(out)
}

func (p *printer) int(n int) {
	p.spare = strconv.AppendInt(p.spare[:0], int64(n), 10)
	_, _ = p.Writer.Write(p.spare)
}

func (p *printer) float(x float64) {
	format := byte('f')
	if x != 0 && (x < 1e-6 || x >= 1e21) { // as encoding/json does
		format = 'e'
	}
	p.spare = strconv.AppendFloat(p.spare[:0], x, format, -1, 64)
	_, _ = p.Writer.Write(p.spare)
}

// entry begins a definition, and the section if it is the first.
func (p *printer) entry(section string, n Name) {
	if p.begun {
		p.text(",\n")
	} else {
		p.text(",\n\"" + section + "\": {\n")
	}
	p.begun = true
	p.quoted(p.Text(n))
	p.text(": ")
}

func (p *printer) endSection() {
	if p.begun {
		p.text("\n}")
	}
	p.begun = false
}

func (p *printer) allGates() {
	for i, gate := range p.gates {
		p.entry("gates", gate.name)
		p.formula(int(gate.last), p.firstFormula(i))
	}
	p.endSection()
}

// formula writes one; the depth of the recursion is that of the definition.
func (p *printer) formula(i, first int) {
	f := p.formulas[i]
	arguments := p.arguments[p.argumentsBefore(i):f.end]
	switch f.operator {
	case Same:
		p.argument(arguments[0], first)
		return
	case Not:
		p.text("{\"not\": ")
		p.argument(arguments[0], first)
		p.text("}")
		return
	case AtLeast:
		p.text("{\"at_least\": ").int(int(f.k))
		p.text(", \"of\": [")
	case Between:
		p.text("{\"between\": [").int(int(f.k))
		p.text(", ").int(int(f.most))
		p.text("], \"of\": [")
	default:
		p.text("{\"" + formulaKeys()[f.operator] + "\": [")
	}
	for i, a := range arguments {
		if i > 0 {
			p.text(", ")
		}
		p.argument(a, first)
	}
	p.text("]}")
}

func (p *printer) argument(a argument, first int) {
	if a.isInner() {
		p.formula(int(a.number()), first)
		return
	}
	p.quoted(p.Text(Name(a.number())))
}

func (p *printer) allLeaves() {
	for i := range p.leaves.count {
		l := p.leaves.at(i)
		p.entry("leaves", l.name)
		if l.given == Probability && l.kind == 0 && l.title == 0 && l.doubt == 0 {
			p.float(l.Probability)
			continue
		}
		p.leaf(l)
	}
	p.endSection()
}

func (p *printer) leaf(l *leaf) {
	p.text("{")
	between := ""
	key := func(word string) {
		p.text(between + "\"" + word + "\": ")
		between = ", "
	}
	for i, x := range []float64{l.Probability, l.Cost, l.Time, float64(l.Skill), l.Damage, l.Detection} {
		if l.given.Has(1 << i) {
			key(numberWords()[i])
			p.float(x)
		}
	}
	if l.title > 0 {
		key("title")
		p.quoted(p.titles[l.title-1])
	}
	if l.kind > 0 {
		key("kind")
		p.quoted(kindWords()[l.kind])
	}
	if l.doubt > 0 {
		key("uncertain")
		p.distribution(p.doubts[l.doubt-1])
	}
	p.text("}")
}

func (p *printer) distribution(d Distribution) {
	p.text("{\"" + d.Kind.String() + "\": {")
	for i, word := range laws()[d.Kind].parameters {
		if i > 0 {
			p.text(", ")
		}
		p.text("\"" + word + "\": ").float(d.Parameters[i])
	}
	p.text("}}")
}

func (p *printer) allConstants() {
	for i, sort := range p.sorts {
		if sort == ConstantSort {
			p.entry("constants", Name(i))
			p.text(strconv.FormatBool(p.index[i] == 1))
		}
	}
	p.endSection()
}
