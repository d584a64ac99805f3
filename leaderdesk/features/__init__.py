"""One room for each thing a leader does; a lower one never knows a higher one."""
