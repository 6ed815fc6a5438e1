package threagile

import (
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// settled are the states that a waiver can stand for.
var settled = map[string]bool{"accepted": true, "mitigated": true, "false-positive": true}

// tracking keeps what the file says about risks that Threagile found: as an
// assumption when it is settled, as a question when it is not. It becomes a
// waiver only with a date, since the file states no expiry.
func (c *converter) tracking() {
	entries := c.root.entries("risk_tracking")
	before := len(c.assumptions) + len(c.questions)
	for _, e := range entries {
		status := e.text("status")
		text := free(c.tracked(e, status), e.key.Pos)
		if settled[status] {
			c.assumptions = append(c.assumptions, text)
		} else {
			c.questions = append(c.questions, text)
		}
		if c.options.WaiveUntil != "" && settled[status] {
			c.waive(e, status)
		}
	}
	c.count("risk tracking", len(entries), len(c.assumptions)+len(c.questions)-before)
	if c.options.WaiveUntil != "" {
		c.count("waivers", len(entries), len(c.waivers))
	}
}

// tracked is one tracked risk as a sentence.
func (c *converter) tracked(e entry, status string) string {
	by := e.text("checked_by")
	if by != "" {
		by = " by " + plainText(by)
	}
	head := strings.TrimSpace(plainText(status) + " " + plainText(e.text("date")) + by)
	text := sentence("Threagile's risk "+e.title()+", "+head, e.text("justification"))
	if text == "" {
		text = "Threagile's risk " + e.title() + ", " + head + "."
	}
	if ticket := plainText(e.text("ticket")); ticket != "" {
		text += " Ticket " + ticket + "."
	}
	return text
}

// waive turns a settled risk into waivers of our rules that look for the same.
func (c *converter) waive(e entry, status string) {
	category, element, flow := c.trackedElement(e)
	rules, at := counterparts[category], element
	if of := linkCounterparts[category]; of != nil {
		rules, at = of, flow
	}
	if len(rules) == 0 {
		c.note(e.key.Pos, "no rule here looks for %s, so there is nothing to waive", source.Quote(category))
		return
	}
	if at == "" {
		c.note(e.key.Pos, "%s names no single element that our rules look at, and a waiver must", source.Quote(e.title()))
		return
	}
	owner := c.trackedOwner(e)
	if owner == "" {
		c.note(e.key.Pos, "%s names nobody who checked it, and its asset has no owner: a waiver needs one", source.Quote(e.title()))
		return
	}
	for _, rule := range rules {
		c.waivers = append(c.waivers, c.waiver(e, rule, at, owner, status))
	}
}

func (c *converter) waiver(e entry, rule, element, owner, status string) *source.Node {
	w := &object{}
	w.word("rule", rule, e.key.Pos)
	w.free("at", element, e.key.Pos)
	w.free("reason", prose(sentence("Tracked in Threagile as "+status, e.text("justification")), "Imported from "+e.title()+"."), e.pos("justification"))
	w.free("owner", owner, e.pos("checked_by"))
	w.free("approved_by", plainText(e.text("checked_by")), e.pos("checked_by"))
	w.word("created", c.options.Today, e.pos("date"))
	w.word("expires", c.options.WaiveUntil, e.pos("date"))
	w.free("ticket", plainText(e.text("ticket")), e.pos("ticket"))
	return w.node(e.key.Pos)
}

// trackedElement takes a risk id of Threagile apart: category@element@…, where
// an element may be a link (component>link) or a wildcard. Of several elements,
// and of several links, the last that we know is the one that a rule would name;
// "" is none.
func (c *converter) trackedElement(e entry) (category, element, flow string) {
	parts := strings.Split(e.key.Text, "@")
	for _, part := range parts[1:] {
		for _, kind := range []string{"technical_assets", "data_assets", "trust_boundaries", "shared_runtimes"} {
			if c.ids.known(kind, part) {
				element = c.ids.of(kind, part)
			}
		}
		if id := c.ids.of("communication_links", part); id != "" {
			flow = id
		}
	}
	return parts[0], element, flow
}

func (c *converter) trackedOwner(e entry) string {
	if by := plainText(e.text("checked_by")); by != "" {
		return by
	}
	for _, part := range strings.Split(e.key.Text, "@")[1:] {
		if owner := c.ownerOf[part]; owner != "" {
			return owner
		}
	}
	return ""
}
