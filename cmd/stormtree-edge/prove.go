package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/edge"
	"github.com/stormtree-dev/stormtree/model"
)

func newProve() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "prove MODEL",
		Short: "Decide for all devices at once whether one reaches another's topics",
		Long: `Prove decides, for every device that a registry could hold, whether the topic
templates of the model's device classes let it publish to, or receive from, a topic
that names another device or tenant: one of a template with {device} or {tenant} in
it. The answer is exact. A counterexample is two devices and a topic.

Ids are words of one level that do not begin with "$", and no two devices share one.
A class that does not state what it may publish and subscribe may do anything: then
there is no proof.`,
		Example: `  stormtree-edge prove model.yaml
  stormtree-edge prove model.yaml --format json`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("no format %q; there are text, json", format)
			}
			m, err := model.Load(args[0])
			if err != nil {
				return err
			}
			proof, problems := edge.Prove(m)
			if len(problems) > 0 {
				return problems
			}
			return answer(c.OutOrStdout(), proof, format)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return c
}

func answer(w io.Writer, p edge.Proof, format string) error {
	if format == "json" {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		if err := e.Encode(p); err != nil {
			return err
		}
	} else {
		tell(w, p)
	}
	switch {
	case p.Proved:
		return nil
	case p.Templates == 0 && len(p.Unstated) == 0:
		return errNothing
	}
	return errRefuted
}

// tell writes a proof for people.
func tell(w io.Writer, p edge.Proof) {
	for _, x := range p.Counterexamples {
		say(w, x.Position.String()+": "+told(x))
	}
	if len(p.Unstated) > 0 {
		say(w, "not stated: what may be published or subscribed by "+strings.Join(p.Unstated, ", "))
	}
	scope := countOf(p.Templates, "topic template", "topic templates") + " of " + countOf(p.Classes, "device class", "device classes") + ", all devices"
	switch n := len(p.Counterexamples); {
	case p.Proved:
		say(w, "proved: nobody reaches a topic that names another device or tenant; "+scope)
	case n > 0:
		say(w, "refuted: "+countOf(n, "way", "ways")+" to a topic of somebody else; "+scope)
	case p.Templates > 0:
		say(w, "not proved; "+scope)
	}
}

func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", many)
}

// told is a counterexample in one sentence.
func told(x edge.Counterexample) string {
	if x.Undecided {
		return fmt.Sprintf("undecided: whether %q of %s meets %q of %s", x.Template, x.By.Class, x.Owned, x.Of.Class)
	}
	verb := "receive from"
	if x.Action == "publish" {
		verb = "publish to"
	}
	whose := fmt.Sprintf("%s %q", x.Of.Class, x.Of.ID)
	if x.AcrossTenants {
		whose += fmt.Sprintf(" of tenant %q", x.Of.Tenant)
	}
	text := fmt.Sprintf("%s %q may %s %q of %s, by %q", x.By.Class, x.By.ID, verb, x.Topic, whose, x.Template)
	if x.OnlyNamed {
		text += "; only because of their names"
	}
	return text
}
