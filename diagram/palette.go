package diagram

import "github.com/stormtree-dev/stormtree/diagram/canvas"

// The colours, by what they say. No pair of them differs by red and green
// alone, and whatever a colour says, a shape or a word says too.
var (
	paper    = canvas.Paint{Name: "paper", Light: 0xFFFFFF, Dark: 0x12161C}
	ink      = canvas.Paint{Name: "ink", Light: 0x1B1F24, Dark: 0xF2F4F7}
	sub      = canvas.Paint{Name: "sub", Light: 0x4A5460, Dark: 0xB6BEC9}
	cardFill = canvas.Paint{Name: "card", Light: 0xFFFFFF, Dark: 0x1D242E}
	lineInk  = canvas.Paint{Name: "line", Light: 0x6B7785, Dark: 0x8793A3}
	critical = canvas.Paint{Name: "critical", Light: 0xC2410C, Dark: 0xFF9A4D}
	anyFill  = canvas.Paint{Name: "any", Light: 0xFFF3D6, Dark: 0x3B2E14}
	anyInk   = canvas.Paint{Name: "any-ink", Light: 0x7A4B00, Dark: 0xFFD58A}
	allFill  = canvas.Paint{Name: "all", Light: 0xDCEEFB, Dark: 0x0F3350}
	allInk   = canvas.Paint{Name: "all-ink", Light: 0x0B4F7D, Dark: 0x9BD3FF}
	safeFill = canvas.Paint{Name: "safe", Light: 0xE3F4EC, Dark: 0x0B3B2E}
	safeInk  = canvas.Paint{Name: "safe-ink", Light: 0x05603F, Dark: 0x8FE3C4}
	shutFill = canvas.Paint{Name: "shut", Light: 0xF1F3F5, Dark: 0x171C23}
	goalFill = canvas.Paint{Name: "goal", Light: 0x1B2A41, Dark: 0x7A2E06}
	goalInk  = canvas.Paint{Name: "goal-ink", Light: 0xFFFFFF, Dark: 0xFFFFFF}
	track    = canvas.Paint{Name: "track", Light: 0xE3E7EC, Dark: 0x3A424E}
	barLow   = canvas.Paint{Name: "bar-low", Light: 0x0072B2, Dark: 0x56A8E0}
	barMid   = canvas.Paint{Name: "bar-mid", Light: 0xB07A00, Dark: 0xF0B429}
	barHigh  = canvas.Paint{Name: "bar-high", Light: 0xC2410C, Dark: 0xFF9A4D}
	zoneOurs = canvas.Paint{Name: "zone-ours", Light: 0xF1F7FC, Dark: 0x141F2B}
	zoneHost = canvas.Paint{Name: "zone-host", Light: 0xFBF6EC, Dark: 0x231D13}
	zoneFree = canvas.Paint{Name: "zone-free", Light: 0xF5F6F8, Dark: 0x1A1F26}
)

// The fonts.
var (
	titleFont   = canvas.Font{Size: 22, Bold: true}
	captionFont = canvas.Font{Size: 14}
	stepFont    = canvas.Font{Size: 14}
	goalFont    = canvas.Font{Size: 17, Bold: true}
	smallFont   = canvas.Font{Size: 11}
	tagFont     = canvas.Font{Size: 11, Bold: true}
	gateFont    = canvas.Font{Size: 12, Bold: true}
	nameFont    = canvas.Font{Size: 14, Bold: true}
	dataFont    = canvas.Font{Size: 12}
)

// Where a bar changes its colour; the legend says so.
const lowBar, midBar = 0.05, 0.2

// barPaint repeats in colour what the length of a bar says.
func barPaint(p float64) canvas.Paint {
	switch {
	case p < lowBar:
		return barLow
	case p <= midBar:
		return barMid
	}
	return barHigh
}
