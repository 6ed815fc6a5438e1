package diagram

import (
	"fmt"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// gateSign is the node between a branch and its children that says how many of
// them it takes: a pill where some are enough, a square box where all are needed.
type gateSign struct {
	text string
	pill bool
	line canvas.Line
}

const gateHeight = 26

func newGateSign(b *risk.Branch, prefix string, marked bool) *gateSign {
	s := &gateSign{text: prefix + gateWords(b), pill: b.Gate == model.GateAny || b.Gate == model.GateAtLeast}
	s.line = canvas.Line{Paint: s.ink(), Width: 1.2}
	if marked {
		s.line = canvas.Line{Paint: critical, Width: 2}
	}
	return s
}

func gateWords(b *risk.Branch) string {
	switch b.Gate {
	case model.GateAny:
		return "ANY ONE is enough"
	case model.GateAtLeast:
		return fmt.Sprintf("ANY %d of %d", b.AtLeast, len(b.Children))
	case model.GateSequence:
		return "IN THIS ORDER"
	}
	return "ALL are needed"
}

func (s *gateSign) width() float64 { return gateFont.Width(s.text) + 26 }

func (s *gateSign) fill() canvas.Paint {
	if s.pill {
		return anyFill
	}
	return allFill
}

func (s *gateSign) ink() canvas.Paint {
	if s.pill {
		return anyInk
	}
	return allInk
}

func (s *gateSign) draw(x, y float64) []canvas.Item {
	w, radius := s.width(), 0.0
	if s.pill {
		radius = gateHeight / 2
	}
	return []canvas.Item{
		canvas.Box{X: x - w/2, Y: y - gateHeight/2, W: w, H: gateHeight, Radius: radius, Fill: s.fill(), Line: s.line},
		canvas.Text{X: x, Y: y + 4.3, Anchor: canvas.Middle, Font: gateFont, Fill: s.ink(), Text: s.text},
	}
}
