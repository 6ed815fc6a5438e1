package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model"
)

func newSchema() *cobra.Command {
	var out output
	c := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the language, for editors",
		Long: `Schema prints a JSON Schema (2020-12) of the model language. With the YAML
language server, put this on the first line of a model:

  # yaml-language-server: $schema=stormtree.schema.json`,
		Example: "  stormtree schema -o stormtree.schema.json",
		Args:    wants(),
		RunE: func(c *cobra.Command, _ []string) error {
			return out.write(c, func(w io.Writer) error {
				_, err := w.Write(model.Schema())
				return err
			})
		},
	}
	out.flag(c)
	return c
}
