package policies

import (
	"github.com/stormtree-dev/stormtree/policies/topic"
)

// TopicCrossing is a topic of another device that devices of a class may use: a
// counterexample to their isolation (see [topic.Crossings]).
type TopicCrossing struct {
	Of            string `json:"of"`        // the other device's class
	Publishes     bool   `json:"publishes"` // to the topic; otherwise receives from it
	Template      string `json:"template"`  // by which
	Topic         string `json:"topic"`     // a name, "" when it is undecided whether there is one
	AcrossTenants bool   `json:"across_tenants"`
	Undecided     bool   `json:"undecided"`
}

// maxTemplates is up to how many templates are compared with each other.
const maxTemplates = 2000

// indexCrossings finds the topics of others that device classes may use. Topics that
// only devices of certain names share are no matter of templates, but of names.
func (in *Input) indexCrossings() {
	var all []topic.Grants
	count := 0
	for _, id := range sorted(in.Components) {
		c := in.Components[id]
		c.Crossings = []TopicCrossing{}
		if len(c.MayPublish)+len(c.MaySubscribe) > 0 && c.OutOfScope == "" {
			all = append(all, topic.Grants{Class: id, Publish: parsed(c.MayPublish), Subscribe: parsed(c.MaySubscribe)})
			count += len(c.MayPublish) + len(c.MaySubscribe)
		}
	}
	if count > maxTemplates {
		return
	}
	for _, x := range topic.Crossings(all) {
		if by := in.Components[x.By.Class]; !x.Only {
			by.Crossings = append(by.Crossings, TopicCrossing{x.Of.Class, x.Publishes, x.Template.String(), x.Topic, x.AcrossTenants, x.Undecided})
		}
	}
}

// parsed are the templates that are valid; others are no rule's business.
func parsed(texts []string) []topic.Template {
	var list []topic.Template
	for _, text := range texts {
		if t, err := topic.ParseTemplate(text); err == nil {
			list = append(list, t)
		}
	}
	return list
}
