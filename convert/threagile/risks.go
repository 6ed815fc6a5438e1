package threagile

import (
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// individualRisks become threats of one step each, with the words that the file
// gives for likelihood and impact. Nobody is said to cause them, so the step is
// an accident.
func (c *converter) individualRisks() {
	in := 0
	before := c.made("threats")
	for _, category := range c.root.entries("individual_risk_categories") {
		for _, r := range category.entries("risks_identified") {
			in++
			c.individualRisk(category, r)
		}
		c.leftovers("risk categories", category.record)
	}
	c.count("individual risks", in, c.made("threats")-before)
}

func (c *converter) individualRisk(category, r entry) {
	name := c.idOf("individual_risk_categories", category)
	if on := c.concerned(r); on != "" {
		name += " at " + on
	}
	id := c.ids.free(lower(name))
	step := c.ids.free(id + "-happens")
	t := &object{}
	t.free("title", r.title(), r.key.Pos)
	t.free("description", c.categoryText(category, r), category.pos("description"))
	c.references(t, category)
	if data := r.get("most_relevant_data_asset"); data != nil && data.Kind == source.Scalar && strings.TrimSpace(data.Text) != "" && c.refers("data_assets", data) {
		t.word("asset", c.ids.of("data_assets", data.Text), data.Pos)
	}
	c.categorise(t, category)
	c.translate(t, "loss", r.record, "exploitation_impact", impacts)
	t.word("attack", step, r.key.Pos)
	c.section("threats").entity(id, r.key.Pos, t)
	c.section("steps").entity(step, r.key.Pos, c.step(r))
	c.leftovers("individual risks", r.record)
}

// relevant are the keys by which a risk names what it concerns, the most telling first.
var relevant = []struct{ key, kind string }{
	{"most_relevant_technical_asset", "technical_assets"},
	{"most_relevant_data_asset", "data_assets"},
	{"most_relevant_trust_boundary", "trust_boundaries"},
	{"most_relevant_shared_runtime", "shared_runtimes"},
}

// concerned is our id of what a risk is about, or "".
func (c *converter) concerned(r entry) string {
	for _, k := range relevant {
		if id := r.text(k.key); id != "" && c.ids.known(k.kind, id) {
			return c.ids.of(k.kind, id)
		}
	}
	return ""
}

func (c *converter) categoryText(category, r entry) string {
	return prose(
		sentence("", category.text("description")),
		sentence("Impact", category.text("impact")),
		sentence("Action", category.text("action")),
		sentence("Mitigation", category.text("mitigation")),
		sentence("Check", category.text("check")),
		sentence("Detection", category.text("detection_logic")),
		sentence("Assessment", category.text("risk_assessment")),
		sentence("False positives", category.text("false_positives")),
		sentence("Responsible", category.text("function")),
		sentence("Severity in the Threagile model", r.text("severity")),
		sentence("Chance of a data breach", r.text("data_breach_probability")),
	)
}

func (c *converter) references(t *object, category entry) {
	var list []*source.Node
	for _, key := range []string{"asvs", "cheat_sheet"} {
		if text := plainText(category.text(key)); text != "" {
			list = append(list, free(text, category.pos(key)))
		}
	}
	if cwe := plainText(category.text("cwe")); cwe != "" {
		list = append(list, free("CWE-"+cwe, category.pos("cwe")))
	}
	t.list("references", list)
}

// categorise adds the risk's letter of STRIDE, where it is one.
func (c *converter) categorise(t *object, category entry) {
	stride := category.text("stride")
	if stride == "" {
		return
	}
	pos := category.pos("stride")
	if !strides[stride] {
		c.note(pos, "stride %s is not known here and stays unstated", source.Quote(stride))
		return
	}
	s := &object{}
	s.list("stride", []*source.Node{word(stride, pos)})
	t.inline("category", s, pos)
}

func (c *converter) step(r entry) *object {
	s := &object{}
	s.free("title", r.title(), r.key.Pos)
	s.word("kind", "accident", r.key.Pos)
	if at := r.text("most_relevant_technical_asset"); at != "" && c.ids.known("technical_assets", at) {
		s.word("at", c.ids.of("technical_assets", at), r.pos("most_relevant_technical_asset"))
	}
	c.translate(s, "probability", r.record, "exploitation_likelihood", likelihoods)
	return s
}

// abuseCases become drafts: threats whose attack nobody has described yet.
func (c *converter) abuseCases() {
	n := c.root.get("abuse_cases")
	if n == nil || n.Kind != source.Mapping {
		c.count("abuse cases", 0, 0)
		return
	}
	before := c.made("threats")
	for i, k := range n.Keys {
		t := &object{}
		t.free("title", plainText(k.Text), k.Pos)
		t.free("description", sentence("", n.Items[i].Text), n.Items[i].Pos)
		c.section("threats").entity(c.ids.free(lower(plainText(k.Text))), k.Pos, t)
	}
	c.count("abuse cases", len(n.Keys), c.made("threats")-before)
}

// statements are questions, and what the file takes for granted.
func (c *converter) statements() {
	c.eachText("questions", func(key, value *source.Node) {
		if answer := plainText(value.Text); answer != "" {
			c.assumptions = append(c.assumptions, free(sentence(plainText(key.Text), answer), key.Pos))
			return
		}
		c.questions = append(c.questions, free(plainText(key.Text), key.Pos))
	})
	c.count("questions", c.size("questions"), len(c.assumptions)+len(c.questions))
	answered := len(c.assumptions)
	c.eachText("security_requirements", func(key, value *source.Node) {
		c.assumptions = append(c.assumptions, free(sentence("Required, "+plainText(key.Text), value.Text), key.Pos))
	})
	c.count("security requirements", c.size("security_requirements"), len(c.assumptions)-answered)
}

// eachText visits the entries of a section whose key says something.
func (c *converter) eachText(section string, each func(key, value *source.Node)) {
	n := c.root.get(section)
	if n == nil || n.Kind != source.Mapping {
		return
	}
	for i, k := range n.Keys {
		if plainText(k.Text) != "" {
			each(k, n.Items[i])
		}
	}
}

func (c *converter) size(section string) int {
	if n := c.root.get(section); n != nil && n.Kind == source.Mapping {
		return len(n.Keys)
	}
	return 0
}
