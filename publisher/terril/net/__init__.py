"""Make HTTP requests to other servers, bounded in time and size and to allowed addresses only."""
