package source

// attach gives every comment to the node that it stands at.
func attach(root *Node, comments []comment, t *text) {}
